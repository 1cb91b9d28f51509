"""Makes calls with the vendor's SDK for Python. benches/peers/README.md describes the arguments and the output."""

import json
import sys
import threading
import time
from os import environ

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkgaussdb.v3 import GaussDBClient, ListHtapDataStoreRequest

ENDPOINT, CREDENTIALS, ENGINE, EXPECTED, IN_FLIGHT, WARM_UP, SECONDS = sys.argv[1:]
if CREDENTIALS == "token":
    sys.exit("this SDK has no such mode: it signs with access keys")

config = HttpConfig.get_default_config()
config.timeout = (30, 30)
config.pool_maxsize = int(IN_FLIGHT)  # the default keeps 10 connections
credentials = BasicCredentials(environ["BENCH_ACCESS_KEY_ID"], environ["BENCH_SECRET_KEY"], environ["BENCH_PROJECT_ID"])
client = (
    GaussDBClient.new_builder()
    .with_http_config(config)
    .with_credentials(credentials)
    .with_endpoint(ENDPOINT)
    .build()
)


def call():
    try:
        return client.list_htap_data_store(ListHtapDataStoreRequest(engine_name=ENGINE)).datastores[0].kernel_version
    except ClientRequestException as error:
        return error.error_code


def calls(seconds):
    """Makes calls for some time, at least one in each thread, and returns their times in nanoseconds."""
    end = time.perf_counter() + seconds
    latencies, failures = [], []

    def loop():
        try:
            while True:
                began = time.perf_counter_ns()
                answer = call()
                latencies.append(time.perf_counter_ns() - began)
                if answer != EXPECTED:
                    raise ValueError(f"expected {EXPECTED}, got {answer}")
                if time.perf_counter() >= end:
                    return
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=loop) for _ in range(int(IN_FLIGHT) - 1)]
    for thread in threads:
        thread.start()
    loop()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return latencies


if float(WARM_UP) > 0:
    calls(float(WARM_UP))
    print("warm", flush=True)
began, cpu = time.perf_counter(), time.process_time()
latencies = calls(float(SECONDS))
seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
latencies.sort()
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
result = {
    "calls": len(latencies),
    "seconds": seconds,
    "cpu_seconds": cpu,
    "p50_ns": latencies[len(latencies) * 50 // 100],
    "p99_ns": latencies[len(latencies) * 99 // 100],
    "peak_kib": peak,
}
print(json.dumps(result), flush=True)
