package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.lifecycle.ShutdownConfig;
import dev.difynative.testsupport.BuildContext;
import dev.difynative.testsupport.Configs;
import dev.difynative.testsupport.DockerIgnore;
import dev.difynative.testsupport.Dockerfile;
import dev.difynative.testsupport.Manifests;
import io.quarkus.runtime.configuration.DurationConverter;

/** Our Dockerfiles and the manifests that run their images say the same. How the images work is tested by {@link ImageLayoutIT}. */
class DeploymentFilesTest {

    @Test
    void whatCopyTakesIsLetInAndNothingElse() throws IOException {
        List<String> sources = Dockerfile.all().stream().flatMap(file -> file.all("COPY").stream())
                .map(copy -> copy.words().getFirst()).distinct().toList();
        DockerIgnore ignore = DockerIgnore.read();
        List<Path> packaged = List.of(BuildContext.BINARY, BuildContext.JAR, BuildContext.JAR.resolveSibling("lib/main/one.jar"));
        for (String source : sources) {
            assertTrue(packaged.stream().anyMatch(path -> DockerIgnore.names(source, path)),
                    source + " takes none of " + packaged);
        }
        for (Path path : Stream.concat(packaged.stream(), repository().stream()).toList()) {
            boolean taken = sources.stream().anyMatch(source -> DockerIgnore.names(source, path));
            assertEquals(taken, ignore.letsIn(path), path + " (whether COPY takes it, whether .dockerignore lets it in)");
        }
    }

    @Test
    void imagesAndManifestsNameThePortThatTheServiceListensOn() throws IOException {
        String port = port();
        for (Dockerfile file : Dockerfile.all()) {
            assertEquals(List.of(port), file.words("EXPOSE"), file.image());
        }
        JsonNode published = Manifests.composeService().path("ports");
        assertEquals(port, published.path(0).asText().replaceFirst(".*:", ""), published.toString());
        for (JsonNode pod : Manifests.pods()) {
            assertEquals(List.of(port), pod.findValuesAsText("containerPort"), pod.at("/containers/0/image").asText());
        }
    }

    @Test
    void probesAndTheServiceOfKubernetesLeadToThatPort() {
        JsonNode container = Manifests.pods().getFirst().at("/containers/0");
        String name = container.at("/ports/0/name").asText();
        for (JsonNode probe : container.findValues("httpGet")) {
            assertEquals(name, probe.path("port").asText(), container.toString());
        }
        JsonNode service = Manifests.kubernetes("Service");
        assertEquals(List.of(name), service.findValuesAsText("targetPort"));
        JsonNode labels = Manifests.kubernetes("Deployment").at("/spec/template/metadata/labels");
        assertEquals(labels, service.at("/spec/selector"));
        assertEquals(labels, Manifests.kubernetes("Deployment").at("/spec/selector/matchLabels"));
        assertEquals(labels, Manifests.kubernetes("PodDisruptionBudget").at("/spec/selector/matchLabels"));
    }

    @Test
    void eachManifestRunsAnImageThatADockerfileBuilds() {
        for (JsonNode pod : Manifests.pods()) {
            String image = pod.at("/containers/0/image").asText();
            assertTrue(Dockerfile.all().stream().anyMatch(file -> file.image().equals(image)), image + " is built by none");
        }
    }

    @Test
    void volumesAreMountedWhereTheImageKeepsItsData() {
        assertEquals(List.of(dataFolder(composeImage())),
                Manifests.composeService().path("volumes").valueStream().map(volume -> volume.asText().split(":")[1]).toList());
        for (JsonNode pod : Manifests.pods()) {
            List<String> mounted = pod.findValuesAsText("mountPath");
            Dockerfile image = image(pod);
            assertEquals(image.words("VOLUME"), mounted, pod.toString());
            assertEquals(image.environment().containsKey("DIFY_DATA_DIR") ? List.of(dataFolder(image)) : List.of(), mounted);
            assertEquals(pod.at("/containers/0/volumeMounts").findValuesAsText("name"),
                    pod.path("volumes").findValuesAsText("name"));
        }
        assertEquals(Manifests.kubernetes("PersistentVolumeClaim").at("/metadata/name"),
                Manifests.pods().getFirst().at("/volumes/0/persistentVolumeClaim/claimName"));
    }

    @Test
    void theUserOfKubernetesIsTheOneThatOwnsTheDataInTheImage() {
        JsonNode pod = Manifests.pods().getFirst();
        String user = pod.at("/securityContext/runAsUser").asText();
        String made = image(pod).all("RUN").toString();
        assertTrue(made.contains("--uid " + user + " "), user + " is not the user of " + made);
    }

    @Test
    void composeLetsTheServiceUseTheDatabaseThatItStarts() {
        JsonNode services = Manifests.compose().path("services");
        JsonNode service = Manifests.composeService().path("environment");
        JsonNode database = services.at("/postgres/environment");
        assertEquals("jdbc:postgresql://postgres:5432/" + database.path("POSTGRES_DB").asText(),
                service.path("QUARKUS_DATASOURCE_JDBC_URL").asText());
        assertEquals(database.path("POSTGRES_USER"), service.path("QUARKUS_DATASOURCE_USERNAME"));
        assertEquals(database.path("POSTGRES_PASSWORD"), service.path("QUARKUS_DATASOURCE_PASSWORD"));
        assertEquals("redis://redis:6379", service.path("QUARKUS_REDIS_HOSTS").asText());
        Manifests.composeService().path("depends_on").fieldNames()
                .forEachRemaining(name -> assertTrue(services.path(name).has("healthcheck"), name + " cannot become healthy"));
    }

    @Test
    void allManifestsSetTheSameVariablesByTheSecretThatIsMadeForThem() {
        assertEquals(Manifests.composeVariables(), Manifests.secretVariables());
        for (JsonNode pod : Manifests.pods()) {
            assertEquals(List.of(Manifests.secret()),
                    pod.findValues("secretRef").stream().map(reference -> reference.path("name").asText()).toList());
        }
    }

    @Test
    void platformsWaitLongerThanRunningAnswersMayTake() {
        ShutdownConfig shutdown = Configs.of(ShutdownConfig.class, Map.of());
        Duration needed = shutdown.grace().plus(shutdown.notice());
        Duration kubernetes = Duration.ofSeconds(Manifests.pods().getFirst().path("terminationGracePeriodSeconds").asLong());
        assertTrue(kubernetes.compareTo(needed) > 0, "Kubernetes waits for " + kubernetes + " of " + needed);
        Duration compose = new DurationConverter().convert(Manifests.composeService().path("stop_grace_period").asText());
        assertTrue(compose.compareTo(needed) > 0, "Compose waits for " + compose + " of " + needed);
    }

    /** All files, as they lie here. */
    private static List<Path> repository() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(Path.of(""), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            /** What other tests write comes and goes. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) { return FileVisitResult.CONTINUE; }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException gone) { return FileVisitResult.CONTINUE; }
        });
        return files;
    }

    private static String port() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src", "main", "resources", "application.properties"))) {
            properties.load(reader);
        }
        return properties.getProperty("quarkus.http.port");
    }

    private static Dockerfile composeImage() {
        return Dockerfile.read(Path.of(Manifests.composeService().at("/build/dockerfile").asText()));
    }

    private static Dockerfile image(JsonNode pod) {
        return Dockerfile.all().stream().filter(file -> file.image().equals(pod.at("/containers/0/image").asText())).findFirst()
                .orElseThrow();
    }

    private static String dataFolder(Dockerfile image) { return image.environment().getOrDefault("DIFY_DATA_DIR", "unset"); }
}
