"""What a caller can do about an outcome, by client. The probes read the text of the cure, and so do the readers of the site.

A cure that generates the client again has a shell command that does so, and a command that starts the probe.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cure:
    conditions: tuple[str, ...]
    build: str = ""
    start: str = ""
    # A header of the request that the outcome names as well.
    header: str = ""


def cure(*conditions, **more):
    return Cure(conditions, **more)


WAITS = ("hang", "stall")
STRICT = "disallowAdditionalPropertiesIfNotPresent=false"


def generated_go(folder, option=""):
    """The command that generates the client of openapi-generator for Go in a folder, and builds the probe with it."""
    return (
        f"java -jar openapi-generator-cli-*.jar generate -i taurusdb-htap.yaml -g go -o {folder}/htap --package-name htap"
        f" --additional-properties=withGoMod=false{option} --global-property=apiTests=false"
        f" && mkdir -p {folder}/probe && sed s,datastores/htap,datastores/{folder}/htap, probe/main.go >{folder}/probe/main.go"
        f" && go build -o {folder}/probe/probe ./{folder}/probe"
    )


CURES = {
    "openapi-python-client-python": {
        "AuthenticatedClient(…, timeout=httpx.Timeout(1))": cure(*WAITS),
        "AuthenticatedClient(…, raise_on_unexpected_status=True)": cure("error-418", "no-content"),
        "list_htap_data_store.sync_detailed(…)": cure("success", "error-403", "error-418"),
    },
    "openapi-typescript": {
        "GET(…, { …, signal: AbortSignal.timeout(1000) })": cure(*WAITS),
        "if (!response.ok || !data)": cure("empty-200", "empty-503", "no-content"),
    },
    "oapi-codegen-go": {
        "context.WithTimeout(ctx, time.Second)": cure(*WAITS),
        "if answer.JSON200 == nil": cure("text-plain", "no-content-type", "html-200"),
    },
    "openapi-generator-java": {
        "client.setReadTimeout(Duration.ofSeconds(1))": cure(*WAITS),
        "CompletableFuture.supplyAsync(…).get(1, TimeUnit.SECONDS)": cure(*WAITS),
        "listHtapDataStoreWithHttpInfo(…)": cure("success"),
    },
    "progenitor-rust": {
        "reqwest::Client::builder().timeout(…)": cure(*WAITS),
    },
    "openapi-generator-python": {
        "Configuration(…, retries=0)": cure("throttled", "throttled-date", "unavailable", "closed"),
        "list_htap_data_store(…, _request_timeout=1)": cure(*WAITS),
        "Configuration(…, retries=0), list_htap_data_store(…, _request_timeout=1)": cure(*WAITS),
        "list_htap_data_store_with_http_info(…)": cure("success"),
    },
    "hey-api-typescript": {
        "listHtapDataStore({ …, signal: AbortSignal.timeout(1000) })": cure(*WAITS),
        "if (!Array.isArray(data?.datastores))": cure("empty-200", "html-200", "no-content", "no-content-type", "text-plain"),
    },
    "orval-typescript": {
        "listHtapDataStore(…, { …, timeout: 1000 })": cure(*WAITS),
        "if (!Array.isArray(data?.datastores))": cure("empty-200", "html-200", "no-content"),
        "encodeURIComponent(projectId)": cure("project-percent"),
    },
    "openapi-generator-typescript": {
        "listHtapDataStore(…, { signal: AbortSignal.timeout(1000) })": cure(*WAITS),
        "listHtapDataStoreRaw(…)": cure("success"),
    },
    "swagger-typescript-api": {
        "listHtapDataStore(…, { signal: AbortSignal.timeout(1000) })": cure(*WAITS),
        "encodeURIComponent(projectId)": cure("project-percent"),
    },
    "ogen-go": {
        "context.WithTimeout(ctx, time.Second)": cure(*WAITS),
    },
    "openapi-generator-go": {
        "context.WithTimeout(ctx, time.Second)": cure(*WAITS),
        "if list == nil": cure("empty-200", "no-content"),
        f"--additional-properties={STRICT}": cure(
            "new-member", "error-new-member", "member-missing",
            build=generated_go("cured", f",{STRICT}"), start="cured/probe/probe",
        ),
    },
    "swagger-codegen-java": {
        "client.setHttpClient(client.getHttpClient().newBuilder().callTimeout(…).build())": cure(*WAITS),
        "listHtapDataStoreWithHttpInfo(…)": cure("success"),
    },
    "openapi-generator-rust": {
        "reqwest::Client::builder().timeout(…)": cure(*WAITS),
    },
    "openapi-generator-kotlin": {
        "OkHttpClient.Builder().callTimeout(1, TimeUnit.SECONDS)": cure(*WAITS),
        "listHtapDataStore(…, xLanguage = null)": cure("success", header="X-Language"),
        "listHtapDataStoreWithHttpInfo(…)": cure("success"),
    },
    "openapi-generator-php": {
        "new Client(['timeout' => 1])": cure(*WAITS),
        "listHtapDataStoreWithHttpInfo(…)": cure("success"),
    },
    "openapi-generator-ruby": {
        "config.timeout = 1": cure(*WAITS),
        "list_htap_data_store_with_http_info(…)": cure("success"),
    },
}
