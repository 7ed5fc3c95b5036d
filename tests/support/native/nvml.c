// A stand-in for libnvidia-ml.so.1 with the signatures of nvml.h: two boards, of which the second is too old to count.
#include <stdio.h>

typedef struct { unsigned index; unsigned long long millijoules; } board;
static board boards[2] = {{0, 9007199254740000ULL}, {1, 0}};
static int is_ready;

int nvmlInit_v2(void) { is_ready = 1; return 0; }
int nvmlDeviceGetCount_v2(unsigned *count) { if (!is_ready) return 1; *count = 2; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned index, board **device) {
  if (index > 1) return 2;
  *device = &boards[index];
  return 0;
}
int nvmlDeviceGetUUID(board *device, char *uuid, unsigned length) {
  if (length < 96) return 7;
  snprintf(uuid, length, "GPU-0000000%u", device->index);
  return 0;
}
int nvmlDeviceGetName(board *device, char *name, unsigned length) {
  snprintf(name, length, device->index == 0 ? "NVIDIA H100 PCIe" : "NVIDIA GeForce GTX 1080");
  return 0;
}
// Each call adds 25 J.
int nvmlDeviceGetTotalEnergyConsumption(board *device, unsigned long long *millijoules) {
  if (device->index == 1) return 3;
  *millijoules = device->millijoules += 25000;
  return 0;
}
