package dev.difynative.workflow.node.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.workflow.node.NodeFailure;

/**
 * Python in a process that cannot see anything: own namespaces of users, processes, network, mounts and the rest, a file
 * system of read-only system folders and an empty folder, no environment, no capabilities, and limits on memory, CPU time,
 * processes and files. The system calls that have no use for it are refused by the kernel from before the code's first line on,
 * those for other programs, for sockets and for looking into other processes among them. As root the process becomes "nobody"
 * first, since a user namespace made by root still reads root's files.
 */
@Singleton
class PythonSandbox {
    private static final int NOBODY = 65_534;
    private static final int MOST_ANSWER = 8 * 1024 * 1024;
    private static final int MOST_CHATTER = 64 * 1024;
    private static final int KILLED = 137;

    private final CodeConfig config;
    private final ObjectMapper json;
    private volatile String impossible;
    private volatile boolean probed;

    PythonSandbox(CodeConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    JsonNode run(CodeTask task) throws InterruptedException {
        String reason = whyNot();
        if (reason != null) {
            throw new NodeFailure(CodeRunner.FAILED, reason);
        }
        return start(task);
    }

    /** Why Python cannot be run safely on this machine; null when it can. Found out once. */
    private String whyNot() throws InterruptedException {
        if (!probed) {
            synchronized (this) {
                if (!probed) {
                    impossible = probe();
                    probed = true;
                }
            }
        }
        return impossible;
    }

    private String probe() throws InterruptedException {
        String elsewhere = ". Set dify.code.remote.url to a sandbox service to run Python there";
        if (!config.python().enabled()) {
            return "Python is switched off (dify.code.python.enabled)" + elsewhere;
        }
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return "Python code can be locked in safely on Linux only" + elsewhere;
        }
        if (!Files.isExecutable(Path.of(config.python().executable()))) {
            return "There is no Python at " + config.python().executable() + " (dify.code.python.executable)" + elsewhere;
        }
        try {
            start(new CodeTask("def main():\n    return {'ready': True}", json.createObjectNode(), config.timeout(), hook -> {}));
            return null;
        } catch (NodeFailure failed) {
            return "This machine does not let Python be locked in (user namespaces, unshare, setpriv and prlimit are needed): "
                    + failed.getMessage() + elsewhere;
        }
    }

    private JsonNode start(CodeTask task) throws InterruptedException {
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(command(task));
            builder.environment().clear();
            builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
            builder.environment().put("SANDBOX_FOLDERS", String.join(" ", config.python().folders().orElse(List.of())));
            builder.directory(Path.of("/").toFile());
            process = builder.start();
        } catch (IOException missing) {
            throw new NodeFailure(CodeRunner.FAILED, "Python cannot be started: " + missing.getMessage());
        }
        AtomicBoolean ended = new AtomicBoolean();
        task.onCancel().accept(() -> end(process, ended));
        try {
            return converse(process, task, ended);
        } finally {
            end(process, ended);
        }
    }

    /** A child that is just being born is not told of its parent's end; it gets no code then, and ends by itself. */
    private static void end(Process process, AtomicBoolean ended) {
        ended.set(true);
        process.destroyForcibly();
    }

    private JsonNode converse(Process process, CodeTask task, AtomicBoolean ended) throws InterruptedException {
        CompletableFuture<byte[]> answer = read(process.getInputStream(), MOST_ANSWER, () -> send(process, task, ended));
        CompletableFuture<byte[]> chatter = read(process.getErrorStream(), MOST_CHATTER, () -> {});
        if (!process.waitFor(task.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new NodeFailure(CodeRunner.FAILED, "The code took longer than " + task.timeout().toSeconds() + " s");
        }
        byte[] said = joined(answer);
        if (said.length == 0) {
            String complaint = new String(joined(chatter), StandardCharsets.UTF_8).strip();
            throw new NodeFailure(CodeRunner.FAILED, process.exitValue() >= 128 && complaint.isEmpty()
                    ? process.exitValue() == KILLED
                            ? "The code was ended: it used up its time or memory"
                            : "The code was ended by signal " + (process.exitValue() - 128)
                    : "The code ended without a result" + (complaint.isEmpty() ? "" : ": " + complaint));
        }
        return result(said);
    }

    private JsonNode result(byte[] said) {
        try {
            JsonNode answer = json.readTree(said);
            if (answer.hasNonNull("unlocked")) {
                throw new NodeFailure(CodeRunner.FAILED, answer.get("unlocked").asText());
            }
            if (answer.hasNonNull("error")) {
                throw new NodeFailure(CodeRunner.FAILED, answer.get("error").asText().strip());
            }
            return answer.path("result");
        } catch (IOException unreadable) {
            throw new NodeFailure(CodeRunner.FAILED, "The code's result is not readable");
        }
    }

    private List<String> command(CodeTask task) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs"));
        }
        command.addAll(List.of("unshare", "--user", "--map-root-user", "--net", "--pid", "--mount", "--ipc", "--uts", "--fork",
                "--kill-child", "sh", "-c", Scripts.JAIL, "sh"));
        command.addAll(List.of("--as=" + config.python().memory().asLongValue(),
                "--cpu=" + Math.max(1, task.timeout().toSeconds()), "--nproc=" + config.python().processes(),
                "--fsize=8388608", "--nofile=64", "--core=0"));
        command.addAll(List.of("env", "-i", "LC_ALL=C.UTF-8", "HOME=/tmp"));
        config.python().modules().ifPresent(modules -> command.add("PYTHONPATH=" + String.join(":", modules)));
        command.add(config.python().executable());
        // Isolated, unless the administrator names folders of modules.
        command.addAll(config.python().modules().isPresent() ? List.of("-B", "-s") : List.of("-I", "-B"));
        command.addAll(List.of("-c", Scripts.PYTHON));
        return command;
    }

    private static boolean isRoot() { return "root".equals(System.getProperty("user.name")); }

    /** Sends the code once the jail says by a first byte that it is shut. */
    private void send(Process process, CodeTask task, AtomicBoolean ended) {
        try (OutputStream in = process.getOutputStream()) {
            if (process.getInputStream().read() >= 0 && !ended.get()) {
                json.writeValue(in, json.createObjectNode().put("code", task.code()).set("inputs", task.inputs()));
            }
        } catch (IOException unread) {
            // It has ended without reading all of it; its answer or its complaint says why.
            process.destroy();
        }
    }

    private static CompletableFuture<byte[]> read(InputStream from, int most, Runnable before) {
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try (from) {
                before.run();
                byte[] bytes = from.readNBytes(most);
                if (from.read() >= 0 && most == MOST_ANSWER) {
                    read.completeExceptionally(new NodeFailure(CodeRunner.FAILED, "The code's result is too large"));
                } else {
                    // Read on to its end: a program that prints into a closed pipe would fail.
                    from.transferTo(OutputStream.nullOutputStream());
                    read.complete(bytes);
                }
            } catch (IOException broken) {
                read.completeExceptionally(new UncheckedIOException(broken));
            }
        });
        return read;
    }

    private static byte[] joined(CompletableFuture<byte[]> reading) {
        try {
            return reading.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof NodeFailure failure) {
                throw failure;
            }
            throw new NodeFailure(CodeRunner.FAILED, "The code was ended");
        }
    }

    /** Read when they are first needed, at run time. */
    private static final class Scripts {
        static final String JAIL = read("/sandbox/jail.sh");
        static final String PYTHON = read("/sandbox/run.py");

        private static String read(String resource) {
            try (InputStream in = PythonSandbox.class.getResourceAsStream(resource)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
