package dev.difynative.cli;

import java.util.Optional;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.difynative.auth.SetupService;
import dev.difynative.demo.Demo;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** Says where the service listens, and what to do first when nobody has set it up. */
@Dependent
@Unremovable
public class ServiceApplication implements QuarkusApplication {
    private final SetupService setup;
    private final Instance<Demo> demo;
    private final String host;
    private final int port;

    ServiceApplication(SetupService setup, Instance<Demo> demo, @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.setup = setup;
        this.demo = demo;
        this.host = host;
        this.port = port;
    }

    @Override
    public int run(String... args) {
        String address = "http://" + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port;
        System.out.println("dify-native listens on " + address);
        Optional<String> hint = demo.isResolvable() ? demo.get().present(address) : setupHint(address);
        hint.ifPresent(System.out::println);
        Quarkus.waitForExit();
        return 0;
    }

    private Optional<String> setupHint(String address) { return setup.finishedAt().isPresent() ? Optional.empty() : Optional.of("""
                Nobody has set it up yet. Make the first account with:
                  curl -X POST %s/console/api/setup -H 'Content-Type: application/json' \
                    -d '{"email": "you@example.com", "name": "You", "password": "a-Secret-of-yours1"}'""".formatted(address)); }
}
