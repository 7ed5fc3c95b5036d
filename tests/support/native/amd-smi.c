// A stand-in for libamd_smi.so with the signatures of amdsmi.h: two sockets with a card each, and a processor that is no card. All three
// energies grow with real time; the second card's runs at ten times the rate that its resolution says.
#include <stdint.h>
#include <time.h>

static int places[5] = {0, 1, 2, 3, 4};
static int is_ready;

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}
int amdsmi_init(uint64_t flags) { is_ready = flags == 2; return is_ready ? 0 : 1; }
int amdsmi_get_socket_handles(uint32_t *count, void **sockets) {
  if (!is_ready) return 32;
  if (sockets) { sockets[0] = &places[0]; sockets[1] = &places[1]; }
  *count = 2;
  return 0;
}
int amdsmi_get_processor_handles(void *socket, uint32_t *count, void **processors) {
  int is_first = socket == &places[0];
  if (processors) {
    processors[0] = is_first ? &places[2] : &places[3];
    if (is_first) processors[1] = &places[4];
  }
  *count = is_first ? 2 : 1;
  return 0;
}
// Function 3 bits, device 5, bus 8, domain 48: 0000:03:00.0 and 0001:8a:05.1.
int amdsmi_get_gpu_device_bdf(void *processor, uint64_t *bdf) {
  if (processor == &places[4]) return 2;
  *bdf = processor == &places[2] ? 0x0300 : (1ULL << 16 | 0x8a << 8 | 5 << 3 | 1);
  return 0;
}
int amdsmi_get_energy_count(void *processor, uint64_t *energy, float *resolution, uint64_t *timestamp) {
  double watts = processor == &places[2] ? 100 : 1000;
  *resolution = 15.259f;
  *energy = (uint64_t)(watts * seconds() * 1e6 / 15.259);
  *timestamp = (uint64_t)(seconds() * 1e9);
  return 0;
}
