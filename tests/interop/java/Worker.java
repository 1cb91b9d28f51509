import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.SdkException;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import com.huaweicloud.sdk.gaussdb.v3.GaussDBClient;
import com.huaweicloud.sdk.gaussdb.v3.model.ListHtapDataStoreRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Runs the Java SDK: reads a JSON command from each line of stdin, and writes a JSON response on a line of stdout. */
public class Worker {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws IOException {
        // Output of libraries must not get between the responses.
        PrintStream responses = System.out;
        System.setOut(System.err);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            responses.println(JSON.writeValueAsString(respond(JSON.readTree(line))));
        }
        // The SDK's threads would keep the process alive.
        System.exit(0);
    }

    private static Object respond(JsonNode command) throws IOException {
        switch (command.get("do").asText()) {
            case "list":
                return list(command);
            case "sign":
                return sign(command);
            default:
                return version();
        }
    }

    private static Object list(JsonNode command) {
        BasicCredentials credentials = credentials(command).withProjectId(command.get("project_id").asText());
        if (!command.get("security_token").isNull()) {
            credentials.withSecurityToken(command.get("security_token").asText());
        }
        GaussDBClient client = GaussDBClient.newBuilder()
            .withHttpConfig(HttpConfig.getDefaultHttpConfig().withConnectionTimeout(5).withReadTimeout(10))
            .withCredential(credentials)
            .withEndpoints(List.of(command.get("endpoint").asText()))
            .build();
        ListHtapDataStoreRequest request = new ListHtapDataStoreRequest();
        request.withEngineName(command.get("engine").asText());
        if (!command.get("language").isNull()) {
            request.withXLanguage(command.get("language").asText());
        }
        try {
            List<Object> rows = new ArrayList<>();
            client.listHtapDataStore(request).getDatastores().forEach(row -> rows.add(Map.of(
                "id", row.getId(), "name", row.getName(), "kernel_version", row.getKernelVersion())));
            return Map.of("rows", rows);
        } catch (SdkException error) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("class", error.getClass().getSimpleName());
            members.put("message", error.getMessage());
            if (error instanceof ServiceResponseException) {
                ServiceResponseException refused = (ServiceResponseException) error;
                members.put("status", refused.getHttpStatusCode());
                members.put("code", refused.getErrorCode());
                members.put("message", refused.getErrorMsg());
                members.put("request_id", refused.getRequestId());
            }
            return Map.of("error", members);
        }
    }

    private static Object sign(JsonNode command) {
        // This SDK expects a decoded path, which its HTTP library encodes. URLDecoder decodes a plus as a space.
        String path = URLDecoder.decode(command.get("path").asText().replace("+", "%2B"), StandardCharsets.UTF_8);
        HttpRequest.HttpRequestBuilder request = HttpRequest.newBuilder()
            .withEndpoint("https://" + command.get("host").asText())
            .withMethod(HttpMethod.valueOf(command.get("method").asText()))
            .withPath(path)
            .withBodyAsString(command.get("body").asText());
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (JsonNode pair : command.get("query")) {
            query.computeIfAbsent(pair.get(0).asText(), name -> new ArrayList<>()).add(pair.get(1).asText());
        }
        query.forEach(request::addQueryParam);
        for (JsonNode header : command.get("headers")) {
            request.addHeader(header.get(0).asText(), header.get(1).asText());
        }
        Map<String, String> signed = AKSKSigner.getInstance().sign(request.build(), credentials(command));
        return Map.of("authorization", signed.get("Authorization"));
    }

    private static BasicCredentials credentials(JsonNode command) {
        return new BasicCredentials()
            .withAk(command.get("access_key_id").asText())
            .withSk(command.get("secret_key").asText());
    }

    private static Object version() throws IOException {
        String artifact = "huaweicloud-sdk-gaussdb";
        Properties properties = new Properties();
        properties.load(Worker.class.getResourceAsStream(
            "/META-INF/maven/com.huaweicloud.sdk/" + artifact + "/pom.properties"));
        return Map.of("sdk", "com.huaweicloud.sdk:" + artifact, "version", properties.getProperty("version"));
    }
}
