package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a Dockerfile says, laid out below a folder instead of in an image: its paths begin at the folder, and its base is this
 * machine. Whatever it says that is not understood here fails, so that nothing of it is taken for tested.
 */
public final class ImageFolder {
    private static final int ROOT = 0;
    private static final String PORT = "QUARKUS_HTTP_PORT";
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Map<String, Set<String>> OPTIONS = Map.of("COPY", Set.of("chown", "chmod"), "HEALTHCHECK",
            Set.of("interval", "timeout", "start-period", "retries"));

    /** They change only what the base brings, in place of which this machine stands. */
    private static final Set<String> BASE_COMMANDS = Set.of("apt-get", "rm -rf /var/lib/apt/lists/*");

    /** Whom a file belongs to and who runs the service, by number. */
    public record Owner(int user, int group) {}

    private final Path root;
    private final BuildContext context;
    private final Map<String, Owner> users = new HashMap<>(Map.of("root", new Owner(ROOT, ROOT)));
    private final Map<Path, Owner> owners = new HashMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Path workingFolder;
    private Owner user = new Owner(ROOT, ROOT);
    private List<String> entrypoint;
    private List<String> healthcheck;

    private ImageFolder(Path root, BuildContext context) {
        this.root = root;
        this.context = context;
        this.workingFolder = root;
    }

    /** Lays it out in a folder that is made for it. */
    public static ImageFolder layOut(Dockerfile file, Path folder, BuildContext context) {
        ImageFolder image = new ImageFolder(folder, context);
        try {
            // JUnit makes its folders for whoever runs the tests alone.
            Files.setPosixFilePermissions(folder.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
            image.makeFolders(folder);
            for (Dockerfile.Instruction instruction : file.instructions()) {
                image.apply(instruction);
            }
            file.environment().forEach((name, value) -> image.environment.put(name, image.here(value)));
            image.environment.put(PORT, Integer.toString(FreePort.choose()));
            image.giveAway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return image;
    }

    private void apply(Dockerfile.Instruction instruction) throws IOException {
        if (!OPTIONS.getOrDefault(instruction.name(), Set.of()).containsAll(instruction.options().keySet())) {
            throw notUnderstood(instruction);
        }
        switch (instruction.name()) {
            case "FROM" -> environment.put("PATH", pathOf(instruction.word().replaceFirst(":.*", "")));
            case "RUN" -> {
                for (String command : instruction.arguments().split("&&")) {
                    run(command.strip());
                }
            }
            case "WORKDIR" -> workingFolder = makeFolders(at(instruction.word()));
            case "COPY" -> copy(instruction);
            case "USER" -> user = owner(instruction.word());
            case "VOLUME" -> makeFolders(at(instruction.word()));
            case "HEALTHCHECK" -> healthcheck = instruction.command();
            case "ENTRYPOINT" -> entrypoint = instruction.command();
            case "ENV", "EXPOSE" -> {
                // Read as a whole, and compared with what the manifests say.
            }
            default -> throw notUnderstood(instruction);
        }
    }

    private static AssertionError notUnderstood(Object said) { return new AssertionError("Not understood here: " + said); }

    /** Where programs are found. What a base brings beside that is for whoever builds the image. */
    private String pathOf(String base) {
        return switch (base) {
            case "eclipse-temurin" -> Path.of(System.getProperty("java.home"), "bin") + ":" + SYSTEM_PATH;
            case "debian" -> SYSTEM_PATH;
            // Its folders, which are not here: this machine has tools that the image has not.
            case "quay.io/quarkus/ubi9-quarkus-micro-image" -> root.resolve("usr/bin").toString();
            default -> throw new AssertionError("What this base brings is not known here: " + base);
        };
    }

    private void run(String command) throws IOException {
        List<String> words = List.of(command.split("\\s+"));
        if (words.getFirst().equals("useradd")) {
            addUser(words);
        } else if (words.getFirst().equals("mkdir") && words.size() == 2) {
            makeFolders(at(words.get(1)));
        } else if (words.getFirst().equals("chown") && words.size() == 3) {
            owners.put(existing(words.get(2)), owner(words.get(1)));
        } else if (!BASE_COMMANDS.contains(words.getFirst()) && !BASE_COMMANDS.contains(command)) {
            throw notUnderstood(command);
        }
    }

    private void addUser(List<String> words) throws IOException {
        Set<String> known = Set.of("--system", "--uid", "--home-dir", "--create-home");
        if (!words.stream().filter(word -> word.startsWith("-")).allMatch(known::contains)) {
            throw notUnderstood(words);
        }
        int uid = Integer.parseInt(words.get(words.indexOf("--uid") + 1));
        users.put(words.getLast(), new Owner(uid, uid));
        Path home = makeFolders(at(words.get(words.indexOf("--home-dir") + 1)));
        owners.put(home, users.get(words.getLast()));
    }

    private void copy(Dockerfile.Instruction instruction) throws IOException {
        List<String> words = instruction.words();
        if (words.size() != 2) {
            throw notUnderstood(instruction);
        }
        Owner owner = owner(instruction.options().getOrDefault("chown", "root"));
        String mode = instruction.options().get("chmod");
        boolean intoFolder = words.get(1).endsWith("/");
        Map<Path, Path> files = context.find(words.getFirst());
        if (!intoFolder && files.size() > 1) {
            throw new AssertionError(words + " makes one file of " + files);
        }
        for (Map.Entry<Path, Path> file : files.entrySet()) {
            Path target = intoFolder ? at(words.get(1)).resolve(file.getKey()) : at(words.get(1));
            for (Path made = target; !Files.exists(made); made = made.getParent()) {
                owners.put(made, owner);
            }
            makeFolders(target.getParent());
            Files.copy(file.getValue(), target);
            Files.setPosixFilePermissions(target,
                    mode == null ? Files.getPosixFilePermissions(file.getValue()) : permissions(mode));
        }
    }

    private static Set<PosixFilePermission> permissions(String octal) {
        int mode = Integer.parseInt(octal, 8);
        Set<PosixFilePermission> all = new HashSet<>();
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode >> (PosixFilePermission.values().length - 1 - permission.ordinal()) & 1) == 1) {
                all.add(permission);
            }
        }
        return all;
    }

    /** A name, or numbers of a user and a group; a user who has no name is in the group of root. */
    private Owner owner(String said) {
        if (!said.matches("\\d+(:\\d+)?")) {
            if (!users.containsKey(said)) {
                throw new AssertionError("The image has no user " + said + " but " + users.keySet());
            }
            return users.get(said);
        }
        String[] numbers = said.split(":");
        return new Owner(Integer.parseInt(numbers[0]), numbers.length == 1 ? ROOT : Integer.parseInt(numbers[1]));
    }

    private Path makeFolders(Path folder) throws IOException {
        for (Path made = folder; !made.equals(root.getParent()) && !Files.exists(made); made = made.getParent()) {
            owners.putIfAbsent(made, new Owner(ROOT, ROOT));
        }
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        return folder;
    }

    /** Where tests do not run as root they are the user of the image, and must not write what that one could not. */
    private void giveAway() throws IOException {
        for (Map.Entry<Path, Owner> owned : owners.entrySet()) {
            if (asRoot()) {
                Files.setAttribute(owned.getKey(), "unix:uid", owned.getValue().user());
                Files.setAttribute(owned.getKey(), "unix:gid", owned.getValue().group());
            } else if (owned.getValue().user() != user.user()) {
                Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(owned.getKey()));
                permissions.remove(PosixFilePermission.OWNER_WRITE);
                Files.setPosixFilePermissions(owned.getKey(), permissions);
            }
        }
    }

    public static boolean asRoot() {
        try {
            return Integer.valueOf(ROOT).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException notLinux) {
            return false;
        }
    }

    public Owner user() { return user; }

    /** Where a path of the image is here. */
    public Path at(String path) {
        Path inside = root.resolve(path.replaceFirst("^/+", "")).normalize();
        if (!path.startsWith("/") || !inside.startsWith(root)) {
            throw new AssertionError("Not a path from the root of the image: " + path);
        }
        return inside;
    }

    private Path existing(String path) {
        if (!Files.exists(at(path))) {
            throw new AssertionError("The Dockerfile names " + path + ", which the image would not have");
        }
        return at(path);
    }

    private String here(String word) { return word.contains("/") ? existing(word).toString() : word; }

    /** Begins what the image begins, with the image's environment and nothing else but the port. */
    public ProcessBuilder entrypoint() {
        return process(entrypoint.stream().map(this::here).toList());
    }

    /** Asks what the image asks to know whether it is well. */
    public ServiceProcess.Outcome checkHealth() {
        return ServiceProcess.run(process(healthcheck.stream().map(this::here).toList()));
    }

    /** Whether the user of the image could change the file, or what is in the folder. */
    public boolean mayWrite(String path) {
        ServiceProcess.Outcome answer = ServiceProcess
                .run(process(List.of("/bin/sh", "-c", "test -w \"$0\"", existing(path).toString())));
        if (answer.exitCode() > 1) {
            throw new AssertionError("It cannot be tried: " + answer);
        }
        return answer.exitCode() == 0;
    }

    private ProcessBuilder process(List<String> command) {
        List<String> all = new ArrayList<>(asRoot()
                ? List.of("setpriv", "--reuid", "" + user.user(), "--regid", "" + user.group(), "--clear-groups")
                // Java looks for a program where its own PATH says, this one where the image's says.
                : List.of("env"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).directory(workingFolder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** Every file and folder outside of some, with what changes when it is written. */
    public SortedMap<String, String> filesOutside(Set<String> volumes) {
        Set<Path> skipped = new HashSet<>(volumes.stream().map(this::at).toList());
        SortedMap<String, String> found = new TreeMap<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    found.put("/" + root.relativize(folder), "");
                    return skipped.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.put("/" + root.relativize(file), attributes.size() + " bytes of " + attributes.lastModifiedTime());
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
