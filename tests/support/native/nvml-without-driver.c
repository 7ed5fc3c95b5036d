// A stand-in for a libnvidia-ml.so.1 whose driver is not loaded: NVML_ERROR_DRIVER_NOT_LOADED.
int nvmlInit_v2(void) { return 9; }
int nvmlDeviceGetCount_v2(unsigned *count) { return 1; }
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) { return 1; }
int nvmlDeviceGetUUID(void *device, char *uuid, unsigned length) { return 1; }
int nvmlDeviceGetName(void *device, char *name, unsigned length) { return 1; }
int nvmlDeviceGetTotalEnergyConsumption(void *device, unsigned long long *millijoules) { return 1; }
