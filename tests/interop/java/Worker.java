// The official SDK for Java: one command a line on standard input, one answer a line on standard output.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import com.huaweicloud.sdk.gaussdb.v3.GaussDBClient;
import com.huaweicloud.sdk.gaussdb.v3.model.ListHtapDataStoreRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Worker {
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    PrintStream output = System.out;
    System.setOut(System.err); // what a library prints is no answer
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      JsonNode command = json.readTree(line);
      Object answer = command.get("do").asText().equals("list") ? list(command) : sign(command);
      output.println(json.writeValueAsString(answer));
      output.flush();
    }
    System.exit(0); // the SDK's threads would keep it alive
  }

  static BasicCredentials credentials(JsonNode command) {
    BasicCredentials key = new BasicCredentials()
        .withAk(command.get("access_key_id").asText())
        .withSk(command.get("secret_key").asText());
    if (command.hasNonNull("project_id")) {
      key = key.withProjectId(command.get("project_id").asText());
    }
    return command.hasNonNull("security_token") ? key.withSecurityToken(command.get("security_token").asText()) : key;
  }

  static Object list(JsonNode command) {
    GaussDBClient client = GaussDBClient.newBuilder()
        .withCredential(credentials(command))
        .withEndpoint(command.get("endpoint").asText())
        .build();
    ListHtapDataStoreRequest request = new ListHtapDataStoreRequest().withEngineName(command.get("engine").asText());
    if (command.hasNonNull("language")) {
      request = request.withXLanguage(command.get("language").asText());
    }
    try {
      List<Object> rows = new ArrayList<>();
      client.listHtapDataStore(request).getDatastores()
          .forEach(row -> rows.add(List.of(row.getId(), row.getName(), row.getKernelVersion())));
      return Map.of("rows", rows);
    } catch (ServiceResponseException error) {
      Map<String, Object> told = new HashMap<>();
      told.put("class", error.getClass().getSimpleName());
      told.put("status", error.getHttpStatusCode());
      told.put("code", error.getErrorCode());
      told.put("message", error.getErrorMsg());
      told.put("request_id", error.getRequestId());
      return Map.of("error", told);
    }
  }

  static Object sign(JsonNode command) {
    HttpRequest.HttpRequestBuilder request = HttpRequest.newBuilder()
        .withEndpoint("https://" + command.get("host").asText())
        .withPath(command.get("path").asText())
        .withMethod(HttpMethod.valueOf(command.get("method").asText()));
    command.get("query").fields().forEachRemaining(entry -> {
      List<String> values = new ArrayList<>();
      entry.getValue().forEach(value -> values.add(value.asText()));
      request.addQueryParam(entry.getKey(), values);
    });
    command.get("headers").fields().forEachRemaining(entry -> request.addHeader(entry.getKey(), entry.getValue().asText()));
    if (!command.get("body").asText().isEmpty()) {
      request.withBodyAsString(command.get("body").asText());
    }
    return Map.of("authorization", AKSKSigner.getInstance().sign(request.build(), credentials(command)).get("Authorization"));
  }
}
