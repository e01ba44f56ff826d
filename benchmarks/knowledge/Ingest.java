import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Measures how fast documents are indexed, and shows that nothing is lost when the process is killed. Starts a service in an
 * empty folder beside an embedding server that answers at once; see README.md.
 */
public final class Ingest {
    private static final int DIMENSIONS = 384;
    private static final String LOGIN = "{\"email\":\"owner@example.com\",\"name\":\"Benchmark\",\"password\":\"Benchmark-1234\"}";

    private final Map<String, String> options = new HashMap<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, AtomicInteger> embedded = new ConcurrentHashMap<>();
    private final String[] vectors = vectors();
    private final LongAdder requests = new LongAdder();
    private final Random random = new Random(42);
    private final Path work;
    private final int port;
    private final HttpServer standIn;
    private Process service;
    private String token;

    public static void main(String[] args) throws Exception {
        Ingest ingest = new Ingest(args);
        try {
            switch (args[0]) {
                case "speed" -> ingest.speed();
                case "kill" -> ingest.kill();
                default -> throw new IllegalArgumentException("speed or kill");
            }
        } finally {
            ingest.stop();
        }
    }

    private Ingest(String[] args) throws IOException {
        for (int i = 1; i + 1 < args.length; i += 2) {
            options.put(args[i].substring(2), args[i + 1]);
        }
        work = Files.createTempDirectory("ingest-benchmark");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        standIn = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        standIn.createContext("/", this::embed);
        standIn.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        standIn.start();
    }

    // --- The embedding server -------------------------------------------------------------------------------------

    private void embed(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!exchange.getRequestURI().getPath().endsWith("/embeddings")) {
            answer(exchange, "{\"object\":\"list\",\"data\":[]}");
            return;
        }
        requests.increment();
        int input = body.indexOf("\"input\"") + "\"input\"".length();
        int at = body.indexOf('[', input) + 1;
        StringBuilder json = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (int index = 0; at > 0 && body.charAt(at) != ']'; index++) {
            int begin = body.indexOf('"', at) + 1;
            int end = begin;
            while (body.charAt(end) != '"') {
                end += body.charAt(end) == '\\' ? 2 : 1;
            }
            int hash = body.substring(begin, end).hashCode();
            embedded.computeIfAbsent(hash, unused -> new AtomicInteger()).incrementAndGet();
            json.append(index == 0 ? "" : ",").append("{\"object\":\"embedding\",\"index\":").append(index)
                    .append(",\"embedding\":").append(vectors[hash & vectors.length - 1]).append('}');
            at = end + 1;
        }
        answer(exchange, json.append("],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}").toString());
    }

    /** Made before, so that they cost nothing while the service is measured. */
    private static String[] vectors() {
        String[] vectors = new String[64];
        Random random = new Random(7);
        for (int i = 0; i < vectors.length; i++) {
            StringBuilder vector = new StringBuilder("[");
            for (int d = 0; d < DIMENSIONS; d++) {
                vector.append(d == 0 ? "" : ",").append(Math.round(random.nextGaussian() * 1e5) / 1e6);
            }
            vectors[i] = vector.append(']').toString();
        }
        return vectors;
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    // --- The service ----------------------------------------------------------------------------------------------

    private void start() throws Exception {
        List<String> command = new ArrayList<>(List.of(options.getOrDefault("service",
                "java -Xmx512m -jar target/quarkus-app/quarkus-run.jar").split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve("service.log").toFile()));
        builder.environment().put("DIFY_DATA_DIR", work.resolve("data").toString());
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        service = builder.start();
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!ready()) {
            if (System.nanoTime() > deadline || !service.isAlive()) {
                throw new IllegalStateException("The service did not start, see " + work.resolve("service.log"));
            }
            Thread.sleep(50);
        }
    }

    private boolean ready() {
        try {
            return client.send(request("/q/health/ready").GET().build(), BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private void stop() throws InterruptedException {
        standIn.stop(0);
        if (service != null && service.isAlive()) {
            service.destroy();
            service.waitFor(60, TimeUnit.SECONDS);
        }
        System.out.println("Logs and data: " + work);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private String call(String method, String path, String json) throws Exception {
        return sent(request("/console/api" + path).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)).build());
    }

    private String sent(HttpRequest request) throws Exception {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(request.uri() + " answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static String string(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + name + " in " + json);
        }
        return matcher.group(1);
    }

    private void signIn() throws Exception {
        token = null;
        token = string(call("POST", "/login", LOGIN), "access_token");
    }

    private String dataset() throws Exception {
        call("POST", "/setup", LOGIN);
        signIn();
        call("POST", "/workspaces/current/model-providers/openai_api_compatible/models/credentials",
                "{\"model\":\"embed\",\"model_type\":\"text-embedding\",\"credentials\":{\"endpoint_url\":\"http://127.0.0.1:"
                        + standIn.getAddress().getPort() + "/v1\",\"api_key\":\"x\"}}");
        embedded.clear();
        return string(call("POST", "/datasets", """
                {"name":"Benchmark %d","indexing_technique":"high_quality","permission":"only_me",
                "embedding_model_provider":"openai_api_compatible","embedding_model":"embed"}""".formatted(random.nextInt())), "id");
    }

    private void upload(String dataset, String name, byte[] content) throws Exception {
        String boundary = "benchmark-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream(content.length + 1024);
        part(body, boundary, "indexing_technique", "high_quality");
        part(body, boundary, "process_rule", "{\"mode\":\"automatic\"}");
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        sent(request("/console/api/datasets/" + dataset + "/document/create_by_file")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())).build());
    }

    private static void part(ByteArrayOutputStream body, String boundary, String name, String value) {
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    /** What psql says to a query of the service's own database. */
    private String sql(String query) throws Exception {
        Path data = work.resolve("data/postgres");
        String databasePort = Files.readAllLines(data.resolve("data/postmaster.pid")).get(3);
        ProcessBuilder psql = new ProcessBuilder("psql", "-h", "127.0.0.1", "-p", databasePort, "-U", "dify", "-d", "dify", "-At",
                "-c", query).redirectErrorStream(true);
        psql.environment().put("PGPASSWORD", Files.readString(data.resolve("password")).strip());
        Process process = psql.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(answer);
        }
        return answer;
    }

    private int open() throws Exception {
        return Integer.parseInt(sql("SELECT count(*) FROM documents WHERE indexing_status NOT IN ('completed', 'error')"));
    }

    private int failed() throws Exception {
        return Integer.parseInt(sql("SELECT count(*) FROM documents WHERE indexing_status = 'error'"));
    }

    // --- Speed ----------------------------------------------------------------------------------------------------

    private void speed() throws Exception {
        int documents = Integer.parseInt(options.getOrDefault("documents", "40"));
        int bytes = Integer.parseInt(options.getOrDefault("bytes", "500000"));
        start();
        String dataset = dataset();
        System.out.println("| format | documents | MB | s | documents/s | MB/s of text | CPU s per MB: service | database |\n"
                + "|---|---|---|---|---|---|---|---|");
        int before = Integer.parseInt(options.getOrDefault("warm-up", "10"));
        for (String format : options.getOrDefault("formats", "txt,docx,pdf").split(",")) {
            measure(dataset, format, before, bytes, false);
            measure(dataset, format, documents, bytes, true);
        }
        System.out.println("Peak memory of the service: "
                + Files.readAllLines(Path.of("/proc/" + service.pid() + "/status")).stream().filter(line -> line.startsWith("VmHWM"))
                        .findFirst().orElse("unknown"));
    }

    private void measure(String dataset, String format, int documents, int bytes, boolean shown) throws Exception {
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            String text = text("speed-" + format + shown + i, bytes);
            files.add(switch (format) {
                case "docx" -> docx(text);
                case "pdf" -> pdf(text);
                default -> text.getBytes(StandardCharsets.UTF_8);
            });
        }
        double serviceBefore = serviceCpu();
        double databaseBefore = databaseCpu();
        long begun = System.nanoTime();
        for (int i = 0; i < documents; i++) {
            upload(dataset, "document-" + shown + i + "." + format, files.get(i));
        }
        while (open() > 0) {
            // Not more often: each look takes a process.
            Thread.sleep(100);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (failed() > 0) {
            throw new IllegalStateException(sql("SELECT error FROM documents WHERE indexing_status = 'error' LIMIT 1"));
        }
        if (shown) {
            double megabytes = (double) documents * bytes / 1e6;
            System.out.printf(Locale.ROOT, "| %s | %d | %.1f | %.1f | %.1f | %.2f | %.2f | %.2f |%n", format, documents, megabytes,
                    seconds, documents / seconds, megabytes / seconds, (serviceCpu() - serviceBefore) / megabytes,
                    (databaseCpu() - databaseBefore) / megabytes);
        }
    }

    private double serviceCpu() { return cpu(String.valueOf(service.pid()), 13, 14); }

    /** Of the server, its living processes and those that have ended. */
    private double databaseCpu() throws IOException {
        String server = Files.readAllLines(work.resolve("data/postgres/data/postmaster.pid")).getFirst();
        double seconds = cpu(server, 13, 14, 15, 16);
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (fields(process.getFileName().toString())[3].equals(server)) {
                    seconds += cpu(process.getFileName().toString(), 13, 14);
                }
            }
        }
        return seconds;
    }

    /** Of these fields of /proc/…/stat, counted from 0, which are in hundredths of a second. */
    private static double cpu(String process, int... places) {
        String[] fields = fields(process);
        double hundredths = 0;
        for (int place : places) {
            hundredths += Double.parseDouble(fields[place]);
        }
        return hundredths / 100;
    }

    /** A process that is gone has zeros. */
    private static String[] fields(String process) {
        try {
            // The name, which may hold spaces, stands in brackets.
            String stat = Files.readString(Path.of("/proc", process, "stat")).replaceFirst("\\(.*\\)", "name");
            return stat.split(" ");
        } catch (IOException gone) {
            return "0 ".repeat(52).split(" ");
        }
    }

    // --- Killing --------------------------------------------------------------------------------------------------

    private void kill() throws Exception {
        int documents = Integer.parseInt(options.getOrDefault("documents", "200"));
        int most = Integer.parseInt(options.getOrDefault("most", "5000000"));
        int kills = Integer.parseInt(options.getOrDefault("kills", "20"));
        int pause = Integer.parseInt(options.getOrDefault("pause", "6000"));
        start();
        String dataset = dataset();
        long total = 0;
        Map<String, Integer> killedIn = new HashMap<>();
        int uploaded = 0;
        for (int kill = 0; kill < kills; kill++) {
            // A part of the files before each kill, so that states of all kinds are met.
            for (int i = 0; i < Math.ceilDiv(documents, kills) && uploaded < documents; i++, uploaded++) {
                int bytes = (int) (10_000 * Math.pow(most / 10_000.0, random.nextDouble()));
                total += bytes;
                upload(dataset, "document-" + uploaded + ".txt", text("kill-" + uploaded, bytes).getBytes(StandardCharsets.UTF_8));
            }
            Thread.sleep(random.nextInt(pause));
            for (String state : sql("SELECT DISTINCT indexing_status FROM documents WHERE lease_until > now()").split("\n")) {
                killedIn.merge(state.isEmpty() ? "idle" : state, 1, Integer::sum);
            }
            service.destroyForcibly().waitFor();
            start();
            signIn();
        }
        long deadline = System.nanoTime() + Duration.ofMinutes(60).toNanos();
        while (open() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }
        report(documents, total, kills, killedIn);
    }

    private void report(int documents, long total, int kills, Map<String, Integer> killedIn) throws Exception {
        String completed = sql("SELECT count(*) FROM documents WHERE indexing_status = 'completed'");
        String twice = sql("SELECT count(*) - count(DISTINCT hash) FROM segments");
        String waiting = sql("SELECT count(*) FROM segments WHERE status <> 'completed'");
        String gaps = sql("""
                SELECT count(*) FROM (
                    SELECT document_id, start_offset, lag(end_offset) OVER (PARTITION BY document_id ORDER BY position) AS before,
                        position FROM segments) s
                WHERE s.position = 1 AND s.start_offset > 0 OR s.before IS NOT NULL AND s.start_offset > s.before + 2""");
        String ends = sql("""
                SELECT count(*) FROM documents d WHERE d.word_count > 2 + (SELECT max(end_offset) FROM segments s
                    WHERE s.document_id = d.id)""");
        String miscounted = sql("""
                SELECT count(*) FROM documents d WHERE d.total_segments <> d.completed_segments
                    OR d.total_segments <> (SELECT count(*) FROM segments s WHERE s.document_id = d.id)""");
        int texts = embedded.size();
        int again = embedded.values().stream().mapToInt(count -> count.get() - 1).sum();
        System.out.printf(Locale.ROOT, """
                documents %d of %.1f MB, killed %d times while in %s
                completed: %s, segments stored twice: %s, not indexed: %s, gaps: %s, missing ends: %s, counted wrongly: %s
                texts embedded: %d in %d requests, sent again: %d (%.0f per kill)
                """, documents, total / 1e6, kills, killedIn, completed, twice, waiting, gaps, ends, miscounted, texts,
                requests.sum(), again, (double) again / kills);
        // At most one batch per worker is in flight when the process is killed.
        int inFlight = kills * 256 * Math.max(2, Runtime.getRuntime().availableProcessors());
        boolean good = completed.equals(String.valueOf(documents)) && again <= inFlight
                && List.of(twice, waiting, gaps, ends, miscounted).stream().allMatch("0"::equals);
        System.out.println(good ? "Nothing was lost, and nothing was done twice" : "NOT AS IT SHOULD BE");
        if (!good) {
            throw new IllegalStateException("Not as it should be");
        }
    }

    // --- Documents ------------------------------------------------------------------------------------------------

    /** Lines of which no two are the same. */
    private static String text(String name, int bytes) {
        String[] words = "the hedgehog sleeps through winter and eats beetles when summer comes back to gardens near old walls".split(" ");
        Random random = new Random(name.hashCode());
        StringBuilder text = new StringBuilder(bytes + 200);
        for (int line = 0; text.length() < bytes; line++) {
            text.append(name).append(" line ").append(line).append(" says that ");
            for (int i = 0; i < 14; i++) {
                text.append(words[random.nextInt(words.length)]).append(i == 13 ? ".\n" : " ");
            }
        }
        text.setLength(bytes);
        return text.toString();
    }

    private static byte[] docx(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            StringBuilder xml = new StringBuilder("<w:document xmlns:w='w'><w:body>");
            text.lines().forEach(line -> xml.append("<w:p><w:r><w:t>").append(line).append("</w:t></w:r></w:p>"));
            zip.write(xml.append("</w:body></w:document>").toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Fifty lines on each page, in a font that every reader has. */
    private static byte[] pdf(String text) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        List<Integer> places = new ArrayList<>();
        List<String> lines = text.lines().toList();
        int pages = Math.ceilDiv(lines.size(), 50);
        StringBuilder kids = new StringBuilder();
        for (int i = 0; i < pages; i++) {
            kids.append(4 + 2 * i).append(" 0 R ");
        }
        pdf.writeBytes("%PDF-1.4\n".getBytes());
        object(pdf, places, "<< /Type /Catalog /Pages 2 0 R >>");
        object(pdf, places, "<< /Type /Pages /Count " + pages + " /Kids [" + kids + "] >>");
        object(pdf, places, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        for (int i = 0; i < pages; i++) {
            StringBuilder content = new StringBuilder("BT /F 9 Tf 40 760 Td 14 TL\n");
            lines.subList(50 * i, Math.min(lines.size(), 50 * i + 50)).forEach(line -> content.append('(').append(line).append(") Tj T*\n"));
            content.append("ET");
            object(pdf, places, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents "
                    + (5 + 2 * i) + " 0 R >>");
            object(pdf, places, "<< /Length " + content.length() + " >>\nstream\n" + content + "\nendstream");
        }
        int xref = pdf.size();
        StringBuilder end = new StringBuilder("xref\n0 " + (places.size() + 1) + "\n0000000000 65535 f \n");
        places.forEach(place -> end.append("%010d 00000 n \n".formatted(place)));
        pdf.writeBytes(end.append("trailer << /Size ").append(places.size() + 1).append(" /Root 1 0 R >>\nstartxref\n").append(xref)
                .append("\n%%EOF").toString().getBytes());
        return pdf.toByteArray();
    }

    private static void object(ByteArrayOutputStream pdf, List<Integer> places, String object) {
        places.add(pdf.size());
        pdf.writeBytes((places.size() + " 0 obj\n" + object + "\nendobj\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
