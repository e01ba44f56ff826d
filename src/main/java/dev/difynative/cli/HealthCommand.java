package dev.difynative.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks a running service whether it is ready; Quarkus is not started for that. */
final class HealthCommand {
    private static final int TIME_LIMIT = (int) Duration.ofSeconds(2).toMillis();

    private static final String READY = "/q/health/ready";

    private HealthCommand() {}

    static int run(Arguments arguments) {
        arguments.allow(0, "--url");
        String url = arguments.option("--url").map(HealthCommand::probe).orElseGet(HealthCommand::ownAddress);
        try {
            int status = status(url);
            System.out.println(status == 200 ? "ready" : "not ready: " + url + " answered " + status);
            return status == 200 ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            System.out.println("not ready: " + url + " (" + e.getMessage() + ")");
            return 1;
        }
    }

    /** An address without a path means the service there. */
    private static String probe(String url) {
        int host = url.indexOf("://") + 3;
        int path = url.indexOf('/', host);
        return path < 0 || path == url.length() - 1 ? url.substring(0, path < 0 ? url.length() : path) + READY : url;
    }

    private static int status(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(TIME_LIMIT);
        connection.setReadTimeout(TIME_LIMIT);
        return connection.getResponseCode();
    }

    private static String ownAddress() {
        String host = Settings.find("quarkus.http.host").orElse("0.0.0.0");
        String reachable = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> host;
        };
        return "http://" + reachable + ":" + Settings.find("quarkus.http.port").orElse("5001") + READY;
    }
}
