package retrieval;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.difynative.knowledge.index.vector.VectorBlock;
import dev.difynative.models.EmbedKind;
import dev.difynative.models.provider.builtin.HashEmbeddingModel;
import dev.difynative.platform.database.EmbeddedPostgres;

/** Fills a service with 1 000, 10 000 and 100 000 segments of 384 dimensions and measures each way to search them. */
final class Main {
    private static final int QUESTIONS = 200;
    /** A jar needs more of them than a binary, until its compiler is done. */
    private static final int WARM_UP = Integer.parseInt(System.getenv().getOrDefault("RETRIEVAL_WARM_UP", "200"));
    /** Left alone, the driver would write down each parameter for a log that nobody reads. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");
    private static final List<String> METHODS = List.of(System.getenv()
            .getOrDefault("RETRIEVAL_METHODS", "semantic_search,full_text_search,hybrid_search,keyword_search").split(","));

    private static final HashEmbeddingModel EMBEDDING = new HashEmbeddingModel("builtin-hash-embedding");

    private Main() {}

    /** Arguments: the program of the service, a folder to work in, the folder of PostgreSQL's programs, the sizes. */
    public static void main(String[] arguments) throws Exception {
        DRIVER.setLevel(Level.INFO);
        Path folder = Path.of(arguments[1]).toAbsolutePath();
        Files.createDirectories(folder);
        boolean filled = Files.exists(folder.resolve("filled"));
        EmbeddedPostgres.Running database = EmbeddedPostgres.in(folder.resolve("data")).withProgramsIn(Path.of(arguments[2])).start();
        try (Service service = new Service(arguments[0], database, folder, 18990);
                Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password())) {
            service.signIn(!filled);
            List<String> datasets = new ArrayList<>();
            for (String size : arguments[3].split(",")) {
                datasets.add(filled ? named(connection, "Of " + size) : service.dataset("Of " + size));
            }
            service.useDatasetKey();
            ByHand byHand = new ByHand(connection);
            for (int i = 0; i < datasets.size() && !filled; i++) {
                UUID id = UUID.fromString(datasets.get(i));
                int size = Integer.parseInt(arguments[3].split(",")[i]);
                new Rows(connection).fill(id, size, new Texts(size));
                byHand.prepare(id);
                lucene(connection, id, folder.resolve("lucene-" + size));
            }
            Files.writeString(folder.resolve("filled"), "");
            awaitGate();
            System.out.println("| segments | method | first call ms | p50 / p95 ms | CPU ms of the service | transactions | by hand in SQL | ratio | Lucene in process | ratio |");
            System.out.println("|---|---|---|---|---|---|---|---|---|---|");
            for (int i = 0; i < datasets.size(); i++) {
                measure(service, byHand, connection, datasets.get(i), Integer.parseInt(arguments[3].split(",")[i]), folder);
            }
        } finally {
            EmbeddedPostgres.in(folder.resolve("data")).withProgramsIn(Path.of(arguments[2])).stop();
        }
    }

    private static String named(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM datasets WHERE name = ?")) {
            query.setString(1, name);
            ResultSet row = query.executeQuery();
            row.next();
            return row.getString(1);
        }
    }

    /** Everything is there: who waits for a quiet machine to measure on makes the file RETRIEVAL_GATE then. */
    private static void awaitGate() throws InterruptedException {
        String gate = System.getenv("RETRIEVAL_GATE");
        if (gate != null) {
            System.err.println("Filled; measures when " + gate + " exists");
            while (!Files.exists(Path.of(gate))) {
                Thread.sleep(100);
            }
        }
    }

    private static void measure(Service service, ByHand byHand, Connection connection, String dataset, int size, Path folder)
            throws Exception {
        UUID id = UUID.fromString(dataset);
        List<String> questions = new ArrayList<>();
        Texts texts = new Texts(-size);
        for (int i = 0; i < QUESTIONS; i++) {
            questions.add(texts.question());
        }
        long before = service.residentKilobytes();
        List<String> rows = new ArrayList<>();
        List<Times> measured = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> transactions = new ArrayList<>();
        List<Times> hand = new ArrayList<>();
        List<Times> other = new ArrayList<>();
        for (String method : METHODS) {
            first.add(Times.of(0, 1, i -> service.retrieve(dataset, "first question", method)).p50());
            byHand.awaitVectorTable(id, size);
            Times.of(0, WARM_UP, i -> service.retrieve(dataset, questions.get(i % QUESTIONS), method));
            long committed = committed(connection);
            double cpuBefore = service.cpuMillis();
            measured.add(Times.of(0, QUESTIONS, i -> service.retrieve(dataset, questions.get(i), method)));
            cpu.add((service.cpuMillis() - cpuBefore) / QUESTIONS);
            transactions.add((committed(connection) - committed) / (double) QUESTIONS);
            // Right after, so that both have the same machine.
            hand.add(byHand(byHand, id, method, questions));
            other.add(method.equals("full_text_search") ? lucene(connection, id, folder.resolve("lucene-" + size), questions) : null);
        }
        long after = service.residentKilobytes();
        for (int i = 0; i < METHODS.size(); i++) {
            String method = METHODS.get(i);
            rows.add(String.format(Locale.ROOT, "| %,d | %s | %.0f | %s | %.1f | %.1f | %s | %s |", size, method, first.get(i),
                    measured.get(i).shown(), cpu.get(i), transactions.get(i), beside(measured.get(i), hand.get(i)),
                    beside(measured.get(i), other.get(i))));
        }
        rows.forEach(System.out::println);
        System.out.printf("memory of the service at %,d: %d MB before, %d MB after (+%d MB)%n", size, before / 1024, after / 1024,
                (after - before) / 1024);
    }

    /** Null where there is nothing to compare with. */
    private static Times byHand(ByHand byHand, UUID dataset, String method, List<String> questions) throws Exception {
        return switch (method) {
            // A second each at 100 000.
            case "full_text_search" -> Times.of(5, QUESTIONS / 5, i -> byHand.fullText(dataset, questions.get(i)));
            case "semantic_search" -> !byHand.hasPgvector() ? null : Times.of(QUESTIONS, QUESTIONS, i -> byHand.nearest(dataset,
                    VectorBlock.normalised(EMBEDDING.embed(List.of(questions.get(i)), EmbedKind.QUERY).join().vectors()[0])));
            default -> null;
        };
    }

    private static Times lucene(Connection connection, UUID dataset, Path folder, List<String> questions) throws Exception {
        Lucene index = lucene(connection, dataset, folder);
        return Times.of(QUESTIONS, QUESTIONS, i -> index.fullText(questions.get(i)));
    }

    /** How many transactions there were; a server process tells it a second later at most, and the service writes its notes by then. */
    private static long committed(Connection connection) throws SQLException, InterruptedException {
        Thread.sleep(2_500);
        try (PreparedStatement query = connection
                .prepareStatement("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")) {
            ResultSet row = query.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    private static String beside(Times ours, Times theirs) {
        return theirs == null ? "– | –" : theirs.shown() + String.format(Locale.ROOT, " | %.2f", ours.p50() / theirs.p50());
    }

    private static Lucene lucene(Connection connection, UUID dataset, Path folder) throws Exception {
        connection.setAutoCommit(false);
        try (PreparedStatement query = connection.prepareStatement("SELECT content FROM segments WHERE dataset_id = ?")) {
            query.setFetchSize(1000);
            query.setObject(1, dataset);
            ResultSet rows = query.executeQuery();
            return Lucene.of(new Lucene.Source() {
                @Override
                public boolean next() throws Exception { return rows.next(); }

                @Override
                public String text() throws Exception { return rows.getString(1); }
            }, folder);
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
