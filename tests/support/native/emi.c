// A stand-in for the functions of setupapi.dll and kernel32.dll that find and ask energy meters, with the layouts of 64-bit Windows: one
// meter of version 2 with two channels. It checks what it is given as Windows does.
#include <stdint.h>
#include <string.h>

static const unsigned char guid[16] = {0x44, 0x83, 0xbd, 0x45, 0xd6, 0x7e, 0xcf, 0x49, 0xa4, 0x40, 0xc2, 0x76, 0xc9, 0x33, 0xb0, 0x53};
static const char path[] = "\\\\?\\meter";
static const char *names[2] = {"RAPL_Package0_PKG", "RAPL_Package0_PP0"};
static uint64_t reads;

static int widen(unsigned char *out, const char *text) {
  int bytes = 0;
  do { out[bytes] = *text; out[bytes + 1] = 0; bytes += 2; } while (*text++);
  return bytes;
}
intptr_t SetupDiGetClassDevsW(unsigned char *wanted, void *enumerator, void *parent, uint32_t flags) {
  return memcmp(wanted, guid, 16) == 0 && flags == 0x12 ? 7 : -1;
}
int SetupDiEnumDeviceInterfaces(intptr_t devices, void *device, unsigned char *wanted, uint32_t index, unsigned char *data) {
  if (devices != 7 || *(uint32_t *)data != 32 || index > 0) return 0;
  memcpy(data + 4, wanted, 16);
  return 1;
}
int SetupDiGetDeviceInterfaceDetailW(intptr_t devices, unsigned char *data, unsigned char *detail, uint32_t bytes, void *needed, void *device) {
  if (memcmp(data + 4, guid, 16) != 0 || *(uint32_t *)detail != 8 || bytes < 100) return 0;
  widen(detail + 4, path);
  return 1;
}
int SetupDiDestroyDeviceInfoList(intptr_t devices) { return devices == 7; }
intptr_t CreateFileW(const uint16_t *name, uint32_t access, uint32_t share, void *security, uint32_t how, uint32_t flags, void *template) {
  for (unsigned at = 0; at < sizeof path; at++) if (name[at] != (unsigned char)path[at]) return -1;
  return access == 0x80000000 && how == 3 ? 11 : -1;
}
int DeviceIoControl(intptr_t device, uint32_t code, void *input, uint32_t input_bytes, unsigned char *out, uint32_t bytes, uint32_t *written, void *overlapped) {
  static unsigned char metadata[256];
  uint32_t size = 64 + 4;
  if (device != 11) return 0;
  metadata[66] = 2;
  for (int at = 0; at < 2; at++) {
    int name_bytes = widen(metadata + size + 6, names[at]);
    metadata[size + 4] = name_bytes;
    size += 6 + name_bytes;
  }
  if (code == 0x224000 && bytes == 2) { *(uint16_t *)out = 2; *written = 2; return 1; }
  if (code == 0x224004 && bytes == 4) { *(uint32_t *)out = size; *written = 4; return 1; }
  if (code == 0x224008 && bytes == size) { memcpy(out, metadata, size); *written = size; return 1; }
  if (code != 0x22400c || bytes != 32) return 0;
  reads++;
  // 10 J and 100 ms each time: a package at 100 W, its cores at half of it.
  uint64_t values[4] = {(1000 + 10 * reads) * 1000000000ULL / 36 * 10, reads * 1000000, (500 + 5 * reads) * 1000000000ULL / 36 * 10, reads * 1000000};
  memcpy(out, values, 32);
  *written = 32;
  return 1;
}
int CloseHandle(intptr_t device) { return device == 11; }
