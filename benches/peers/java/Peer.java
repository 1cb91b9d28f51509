import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.gaussdb.v3.GaussDBClient;
import com.huaweicloud.sdk.gaussdb.v3.model.ListHtapDataStoreRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import okhttp3.ConnectionPool;

/** Makes calls with the vendor's SDK for Java. benches/peers/README.md describes the arguments and the output. */
public class Peer {
    private final GaussDBClient client;
    private final String engine;
    private final String expected;
    private final int inFlight;

    private Peer(String endpoint, String engine, String expected, int inFlight) {
        BasicCredentials credentials = new BasicCredentials()
            .withAk(System.getenv("BENCH_ACCESS_KEY_ID"))
            .withSk(System.getenv("BENCH_SECRET_KEY"))
            .withProjectId(System.getenv("BENCH_PROJECT_ID"));
        client = GaussDBClient.newBuilder()
            .withHttpConfig(HttpConfig.getDefaultHttpConfig()
                .withConnectionTimeout(30)
                .withReadTimeout(30)
                .withConnectionPool(new ConnectionPool(inFlight, 5, TimeUnit.MINUTES))) // the default keeps 5 connections
            .withCredential(credentials)
            .withEndpoints(List.of(endpoint))
            .build();
        this.engine = engine;
        this.expected = expected;
        this.inFlight = inFlight;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[1].equals("token")) {
            System.err.println("this SDK has no such mode: it signs with access keys");
            System.exit(1);
        }
        Peer peer = new Peer(arguments[0], arguments[2], arguments[3], Integer.parseInt(arguments[4]));
        double warmUp = Double.parseDouble(arguments[5]);
        if (warmUp > 0) {
            peer.calls(warmUp);
            System.out.println("warm");
        }
        long began = System.nanoTime();
        long before = cpuTime();
        long[] latencies = peer.calls(Double.parseDouble(arguments[6]));
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = (cpuTime() - before) / 1e9;
        System.out.printf(
            "{\"calls\": %d, \"seconds\": %f, \"cpu_seconds\": %f, \"p50_ns\": %d, \"p99_ns\": %d, \"peak_kib\": %s}%n",
            latencies.length, seconds, cpu, latencies[latencies.length * 50 / 100],
            latencies[latencies.length * 99 / 100], peakKiB());
        // The SDK's threads would keep the process alive.
        System.exit(0);
    }

    /** Returns the kernel version of the first row, or the error code that the service returned. */
    private String call() {
        try {
            ListHtapDataStoreRequest request = new ListHtapDataStoreRequest();
            request.withEngineName(engine);
            return client.listHtapDataStore(request).getDatastores().get(0).getKernelVersion();
        } catch (ServiceResponseException refused) {
            return refused.getErrorCode();
        }
    }

    /** Makes calls for some time, at least one in each thread, and returns their times in nanoseconds, sorted. */
    private long[] calls(double seconds) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        Callable<LongStream> loop = () -> {
            LongStream.Builder latencies = LongStream.builder();
            do {
                long began = System.nanoTime();
                String answer = call();
                latencies.add(System.nanoTime() - began);
                if (!answer.equals(expected)) {
                    throw new IllegalStateException("expected " + expected + ", got " + answer);
                }
            } while (System.nanoTime() < end);
            return latencies.build();
        };
        if (inFlight == 1) {
            return loop.call().sorted().toArray();
        }
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        List<Future<LongStream>> parts = threads.invokeAll(Collections.nCopies(inFlight, loop));
        threads.shutdown();
        LongStream all = LongStream.empty();
        for (Future<LongStream> part : parts) {
            all = LongStream.concat(all, part.get());
        }
        return all.sorted().toArray();
    }

    private static long cpuTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    }

    /** The peak of the resident memory. */
    private static String peakKiB() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:")).findFirst().get().replaceAll("[^0-9]", "");
        }
    }
}
