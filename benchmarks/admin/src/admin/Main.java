package admin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.quota.LimiterCost;
import dev.difynative.testsupport.RedisProcess;

/** See run.sh. */
final class Main {
    private static final int PORT = 18970;
    private static final int LIMIT = 500;
    private static final int CLIENTS = 64;

    private Main() {}

    /** Arguments: the program of the service, a folder to work in, and what to do. */
    public static void main(String[] arguments) throws Exception {
        String program = arguments[0];
        Path folder = Path.of(arguments[1]).toAbsolutePath();
        String what = arguments[2];
        Files.createDirectories(folder);
        EmbeddedPostgres postgres = EmbeddedPostgres.in(folder.resolve("data"));
        EmbeddedPostgres.Running database = postgres.start();
        boolean well = true;
        try {
            if (what.equals("fill") || what.equals("all")) {
                fill(program, folder, database);
            }
            if (what.equals("lists") || what.equals("all")) {
                well &= lists(program, folder, database);
            }
            if (what.equals("texts") || what.equals("all")) {
                try (Connection connection = connect(database)) {
                    new Texts(connection).measure();
                }
            }
            if (what.equals("limiter") || what.equals("all")) {
                limiter(program, folder, database);
            }
            if (what.equals("exact") || what.equals("all")) {
                for (String policy : new String[]{"allow", "refuse"}) {
                    well &= exact(program, folder, database, policy);
                }
            }
        } catch (Exception failed) {
            // Clients that were opened for a measurement would keep this process.
            failed.printStackTrace();
            well = false;
        } finally {
            postgres.stop();
        }
        System.exit(well ? 0 : 1);
    }

    private static Connection connect(EmbeddedPostgres.Running database) throws Exception {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }

    private static void fill(String program, Path folder, EmbeddedPostgres.Running database) throws Exception {
        try (Service service = new Service(program, database, null, folder, PORT)) {
            service.signIn();
        }
        try (Connection connection = connect(database)) {
            Rows.fill(connection, Integer.getInteger("apps"), Integer.getInteger("messages"));
        }
    }

    private static boolean lists(String program, Path folder, EmbeddedPostgres.Running database) throws Exception {
        try (Service service = new Service(program, database, null, folder, PORT); Connection connection = connect(database);
                ResultSet tenant = connection.createStatement().executeQuery("SELECT id FROM tenants LIMIT 1")) {
            tenant.next();
            Lists lists = new Lists(service, service.signIn(), connection, tenant.getObject(1, UUID.class));
            boolean well = lists.measure(Integer.getInteger("apps"), Integer.getInteger("messages"));
            lists.printPlans();
            return well;
        }
    }

    /** What the limiter costs by itself, and what a short call takes without a limit, with one, and with one in Redis. */
    private static void limiter(String program, Path folder, EmbeddedPostgres.Running database) throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            LimiterCost.measure(redis.url());
            System.out.println("\n| GET /v1/info | p50 / p95 / p99 ms |\n|---|---|");
            for (String shared : new String[]{null, redis.url()}) {
                try (Service service = new Service(program, database, shared, folder, PORT)) {
                    String token = service.signIn();
                    String app = app(service, token, 0);
                    String key = key(service, token, app);
                    Times without = Times.of(1_000, 2_000, i -> service.get("/v1/info?user=u", key));
                    String limited = app(service, token, 1_000_000);
                    String limitedKey = key(service, token, limited);
                    Times with = Times.of(1_000, 2_000, i -> service.get("/v1/info?user=u", limitedKey));
                    String where = shared == null ? "in process" : "with Redis";
                    System.out.println("| without a limit, " + where + " | " + without.shown() + " |");
                    System.out.println("| with a limit, " + where + " | " + with.shown() + " |");
                }
            }
        }
    }

    /**
     * 64 clients call two instances as fast as they can; of the calls of a minute exactly as many as the limit may pass. Where a
     * Redis that keeps a request waiting for 50 ms is the end of counting for it, no more may pass, and each such request is 503.
     */
    private static boolean exact(String program, Path folder, EmbeddedPostgres.Running database, String policy) throws Exception {
        Map<String, String> settings = Map.of("DIFY_QUOTA_WHEN_REDIS_IS_GONE", policy);
        try (RedisProcess redis = RedisProcess.start();
                Service here = new Service(program, database, redis.url(), folder, PORT, settings);
                Service there = new Service(program, database, redis.url(), folder, PORT + 1, settings)) {
            String token = here.signIn();
            String key = key(here, token, app(here, token, LIMIT));
            AtomicInteger passed = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger unanswered = new AtomicInteger();
            AtomicInteger other = new AtomicInteger();
            long end = System.nanoTime() + 20_000_000_000L;
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Service service = client % 2 == 0 ? here : there;
                clients.add(Thread.startVirtualThread(() -> {
                    while (System.nanoTime() < end && refused.get() < 20_000) {
                        try {
                            int status = service.send("GET", "/v1/info?user=u", key, null).statusCode();
                            (status == 200 ? passed : status == 429 ? refused : status == 503 ? unanswered : other).incrementAndGet();
                        } catch (Exception broken) {
                            other.incrementAndGet();
                        }
                    }
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            boolean well = passed.get() <= LIMIT && (passed.get() == LIMIT || unanswered.get() > 0) && other.get() == 0;
            System.out.printf(Locale.ROOT, "%n%d clients, two instances, a limit of %d a minute, policy %s: %d passed, %d were refused, "
                    + "%d were not counted in time, %d failed: %s%n", CLIENTS, LIMIT, policy, passed.get(), refused.get(),
                    unanswered.get(), other.get(), well ? "exact" : "NOT EXACT");
            return well;
        }
    }

    private static String app(Service service, String token, int rpm) throws Exception {
        String id = Service.text(service.post("/console/api/apps", token,
                "{\"name\":\"" + UUID.randomUUID() + "\",\"mode\":\"chat\"}"), "id");
        Service.expect(service.send("PUT", "/console/api/apps/" + id, token, "{\"api_rpm\":" + rpm + "}"));
        return id;
    }

    private static String key(Service service, String token, String app) throws Exception {
        return Service.text(service.post("/console/api/apps/" + app + "/api-keys", token, "{}"), "token");
    }
}
