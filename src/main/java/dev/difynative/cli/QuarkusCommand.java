package dev.difynative.cli;

import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** A command that needs the services, but no HTTP server and no place among the instances. */
final class QuarkusCommand {

    private QuarkusCommand() {}

    static int run(Class<? extends QuarkusApplication> command, String... arguments) {
        RedisAddresses.check();
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.log.level", "WARN");
        System.setProperty("quarkus.log.console.stderr", "true");
        System.setProperty("quarkus.log.console.json.enabled", "false");
        System.setProperty("dify.instance.serving", "false");
        AtomicInteger exitCode = new AtomicInteger(1);
        Quarkus.run(command, (code, failure) -> {
            exitCode.set(code);
            if (failure != null) {
                FailedStart.tell(failure);
            }
        }, arguments);
        return exitCode.get();
    }
}
