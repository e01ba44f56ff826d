package dev.difynative.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JDK our mvnw takes. Its folders are made here; instead of Maven a script begins the java that Maven would. */
class MavenWrapperTest {
    private static final List<String> TOOLS = List.of("sed", "grep", "readlink", "uname", "dirname", "basename", "tr");

    @TempDir Path folder;

    private record Outcome(int exitCode, String output) {}

    @BeforeEach
    void putMavenWhereItWouldBeInstalled() throws IOException {
        Properties wrapper = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(".mvn", "wrapper", "maven-wrapper.properties"))) {
            wrapper.load(reader);
        }
        String url = wrapper.getProperty("distributionUrl");
        String name = url.replaceAll(".*/|-bin\\.zip$", "");
        script(folder.resolve("maven/wrapper/dists").resolve(name).resolve(Integer.toHexString(url.hashCode()))
                .resolve("bin/mvn"),
                "exec \"$JAVA_HOME/bin/java\"");
        offerTools();
    }

    /** The machine's own folders would lead to its JDKs. */
    private void offerTools() throws IOException {
        for (String tool : TOOLS) {
            Path found = Arrays.stream(System.getenv("PATH").split(":")).map(place -> Path.of(place, tool))
                    .filter(Files::isExecutable).findFirst().orElseThrow();
            script(folder.resolve("tools").resolve(tool), "exec " + found + " \"$@\"");
        }
    }

    @Test
    void withoutANewEnoughJdkItSaysWhatToInstall() throws Exception {
        Path former = jdk("former", "17.0.15");
        jdk("root/usr/lib/jvm/older", "24.0.2");
        jdk("home/.jdks/oldest", "1.8.0_452");
        Path withoutCompiler = jdk("root/opt/jdk-25", "25.0.1");
        Files.delete(withoutCompiler.resolve("bin/javac"));
        Outcome refused = mvnw(Map.of("JAVA_HOME", former.toString()));
        assertEquals(1, refused.exitCode(), refused.output());
        assertEquals("""
                No JDK 25 or newer was found (JAVA_HOME is '%s').
                Install one, for example Temurin 25 from https://adoptium.net or 'sdk install java 25-tem',
                and set JAVA_HOME to it if it is not in one of the usual places.
                """.formatted(former), refused.output());
    }

    @Test
    void withoutAnyJdkItSaysTheSame() throws Exception {
        Outcome refused = mvnw(Map.of());
        assertEquals(1, refused.exitCode(), refused.output());
        assertTrue(refused.output().startsWith("No JDK 25 or newer was found (JAVA_HOME is '')."), refused.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"root/usr/lib/jvm/new", "root/opt/java/new", "root/opt/jdk-new", "home/.sdkman/candidates/java/new",
            "home/.jdks/new", "root/Library/Java/JavaVirtualMachines/new/Contents/Home"})
    void anOlderJavaHomeIsPassedOverForANewerJdkInAUsualPlace(String place) throws Exception {
        jdk("root/usr/lib/jvm/middle", "21.0.7");
        assertUses(jdk(place, "26"), Map.of("JAVA_HOME", jdk("former", "17.0.15").toString()));
    }

    @Test
    void theJdkOfThePathIsFoundThroughItsLinkAndComesFirst() throws Exception {
        jdk("home/.jdks/other", "26");
        Path used = jdk("of path", "25.0.1");
        Files.createSymbolicLink(folder.resolve("tools/javac"), used.resolve("bin/javac"));
        assertUses(used, Map.of());
    }

    @Test
    void graalVmIsTakenWhenThePathHasNoneThatIsNewEnough() throws Exception {
        Files.createSymbolicLink(folder.resolve("tools/javac"), jdk("of path", "21.0.7").resolve("bin/javac"));
        Path used = jdk("graalvm", "25.0.2");
        assertUses(used, Map.of("GRAALVM_HOME", used.toString()));
    }

    @Test
    void aJavaHomeThatIsNewEnoughIsKept() throws Exception {
        jdk("root/usr/lib/jvm/newer", "26");
        Path used = jdk("chosen", "25.0.1");
        assertUses(used, Map.of("JAVA_HOME", used.toString(), "GRAALVM_HOME", jdk("graalvm", "25.0.2").toString()));
    }

    private void assertUses(Path jdk, Map<String, String> environment) throws Exception {
        Outcome begun = mvnw(environment);
        assertEquals(jdk.resolve("bin/java") + "\n", begun.output());
        assertEquals(0, begun.exitCode());
    }

    /** As much of a JDK as mvnw looks at; its java tells where it lies. */
    private Path jdk(String place, String version) throws IOException {
        Path home = folder.resolve(place);
        script(home.resolve("bin/java"), "echo \"$0\"");
        script(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(Path file, String line) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome mvnw(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "mvnw", "--version").redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", folder.resolve("tools").toString(), "HOME", folder.resolve("home").toString(),
                "MVNW_JDK_ROOT", folder.resolve("root").toString(), "MAVEN_USER_HOME", folder.resolve("maven").toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
