import type { LabPrompt } from './prompt.ts'

export const codeAnalysis: LabPrompt = {
  kind: 'code-analysis',
  maxTokens: 384,
  text: `Review the Python module below as you would for a colleague whom you respect. It runs on a small computer in a greenhouse, reads sensors each minute, and decides whether to open the windows and to water. It has worked for some weeks, but twice the water ran all night, once the windows stayed open in a frost, and the memory that it takes grows by some megabytes a day.

First say in three sentences what the module does. Then list the defects that you find, the most serious first: for each the function, what goes wrong and under which circumstances, which of the three observations it explains, and the smallest change that mends it. Then list what is merely unclear or hard to test. Do not rewrite the module, and do not invent defects to make the list longer.

import json
import threading
import time

class Reading:
    def __init__(self, sensor, value, at=time.time()):
        self.sensor = sensor
        self.value = value
        self.at = at

class History:
    def __init__(self, keep_seconds=3600, readings=[]):
        self.keep_seconds = keep_seconds
        self.readings = readings

    def add(self, reading):
        self.readings.append(reading)
        for old in self.readings:
            if reading.at - old.at > self.keep_seconds:
                self.readings.remove(old)

    def mean(self, sensor):
        values = [r.value for r in self.readings if r.sensor == sensor]
        return sum(values) / len(values)

class Valve:
    def __init__(self, port):
        self.port = port
        self.open_since = None

    def open(self):
        self.port.write(b"OPEN\\n")
        self.open_since = time.time()

    def close(self):
        if self.open_since:
            self.port.write(b"CLOSE\\n")
            self.open_since = None

class Controller:
    def __init__(self, bus, valve, windows, config_path):
        self.bus = bus
        self.valve = valve
        self.windows = windows
        self.config = json.load(open(config_path))
        self.history = History()
        self.lock = threading.Lock()
        self.timer = None

    def step(self):
        self.lock.acquire()
        for sensor in self.config["sensors"]:
            try:
                raw = self.bus.read(sensor["address"])
                self.history.add(Reading(sensor["name"], raw * sensor["scale"]))
            except Exception:
                continue
        temperature = self.history.mean("temperature")
        moisture = self.history.mean("moisture")
        if temperature > self.config["open_above"]:
            self.windows.open()
        elif temperature < self.config["close_below"] and temperature > 0:
            self.windows.close()
        if moisture < self.config["water_below"]:
            self.water(self.config["water_seconds"])
        self.lock.release()

    def water(self, seconds):
        self.valve.open()
        self.timer = threading.Timer(seconds, self.valve.close)
        self.timer.start()

    def stop(self):
        if self.timer:
            self.timer.cancel()
        self.windows.close()

def main(bus, valve, windows):
    controller = Controller(bus, valve, windows, "greenhouse.json")
    while True:
        started = time.time()
        try:
            controller.step()
        except ZeroDivisionError:
            pass
        except KeyboardInterrupt:
            controller.stop()
            break
        time.sleep(60 - (time.time() - started))`,
}
