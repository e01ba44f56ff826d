package dev.difynative.workflow.node.code;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.Eventually;
import dev.difynative.workflow.node.NodeFailure;

/** Python as users write it, and Python that tries to get out. */
class PythonSandboxTest {
    private static final CodeRunner RUNNER = CodeSandboxes.with(Map.of());

    @BeforeAll
    static void thisMachineCanLockPythonIn() throws InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux") && Files.isExecutable(Path.of("/usr/bin/python3")),
                "Python is locked in on Linux with /usr/bin/python3 only");
        assertEquals("{}", run("def main():\n    return {}").toString());
    }

    private static JsonNode run(String code) throws InterruptedException { return run(code, Map.of()); }

    private static JsonNode run(String code, Map<String, Object> inputs) throws InterruptedException {
        return RUNNER.run(CodeLanguage.PYTHON, CodeSandboxes.task(code, inputs, 60));
    }

    private static String failure(String code) { return assertThrows(NodeFailure.class, () -> run(code)).getMessage(); }

    /** What an expression is within the sandbox, or the name of the exception that it raises. */
    private static String tried(String expression) throws InterruptedException { return run("""
                import os, socket, sys, ctypes, glob
                def main():
                    try:
                        return {"got": str(%s)}
                    except BaseException as refused:
                        return {"got": type(refused).__name__}
                """.formatted(expression)).path("got").asText(); }

    @Test
    void mainGetsItsInputsByNameAndReturnsItsOutputs() throws InterruptedException {
        JsonNode result = run("""
                import json
                import re
                from datetime import datetime
                def main(text: str, items: list, number: float) -> dict:
                    print("printing is no result")
                    return {"upper": text.upper(), "count": len(items), "half": number / 2, "found": re.findall("l+", text),
                            "year": datetime.now().year > 2000, "json": json.dumps({"ü": 1}, ensure_ascii=False)}
                """, Map.of("text", "hello wörld", "items", List.of(1, 2, 3), "number", 5));
        assertEquals(CodeSandboxes.json("""
                {"upper":"HELLO WÖRLD","count":3,"half":2.5,"found":["ll","l"],"year":true,"json":"{\\"ü\\": 1}"}"""), result);
    }

    @Test
    void aFaultIsToldWithItsLine() {
        assertAll(
                () -> assertTrue(failure("def main():\n    return {'x': 1 / 0}").contains("line 2, in main")),
                () -> assertTrue(failure("def main():\n    return {'x': 1 / 0}").endsWith("ZeroDivisionError: division by zero")),
                () -> assertTrue(failure("def main(:\n    pass").contains("SyntaxError")),
                () -> assertTrue(failure("x = 1").contains("no function 'main'")),
                () -> assertTrue(failure("def main(a):\n    return {}").contains("missing 1 required positional argument: 'a'")),
                () -> assertTrue(failure("def main():\n    return {'x': float('nan')}").contains("not JSON compliant")),
                () -> assertTrue(failure("def main():\n    return {'x': object()}").contains("not JSON serializable")),
                () -> assertTrue(failure("import os\ndef main():\n    os._exit(3)").contains("without a result")));
    }

    @Test
    void noFileOfTheMachineCanBeRead(@TempDir Path folder) throws IOException, InterruptedException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        assertEquals("FileNotFoundError", tried("open('" + secret + "').read()"));
        assertEquals("FileNotFoundError", tried("open('/etc/passwd').read()"));
        assertEquals("FileNotFoundError", tried("open('/etc/shadow').read()"));
        assertEquals("FileNotFoundError", tried("os.listdir('/root')"));
        assertEquals("FileNotFoundError", tried("os.listdir('/home')"));
        assertEquals("FileNotFoundError", tried("open('/proc/1/root" + secret + "').read()"));
        assertEquals("['bin', 'dev', 'lib', 'lib64', 'proc', 'sbin', 'tmp', 'usr']",
                tried("[f for f in sorted(os.listdir('/')) if f not in ('lib32','libx32')]"));
        assertEquals("OSError", tried("open('/usr/bin/mine', 'w')"));
    }

    @Test
    void theServicesEnvironmentAndProcessesAreOutOfSight() throws InterruptedException {
        assertEquals("['HOME', 'LC_ALL']", tried("sorted(os.environ)"));
        assertEquals("[]", tried("[p for p in os.listdir('/proc') if p.isdigit() and p not in (str(os.getpid()), '1')]"));
        assertEquals("ProcessLookupError", tried("os.kill(" + ProcessHandle.current().pid() + ", 0)"));
        assertEquals("FileNotFoundError", tried("open('/proc/" + ProcessHandle.current().pid() + "/environ').read()"));
        assertEquals("FileNotFoundError", tried("open('/proc/" + ProcessHandle.current().pid() + "/mem').read()"));
    }

    @Test
    void thereIsNoNetwork() throws InterruptedException {
        assertEquals("PermissionError", tried("socket.create_connection(('1.1.1.1', 80), 1)"));
        assertEquals("PermissionError", tried("socket.create_connection(('127.0.0.1', 5432), 1)"));
        assertEquals("PermissionError", tried("socket.socket(socket.AF_UNIX)"));
        assertEquals("gaierror", tried("socket.getaddrinfo('example.com', 80)"));
    }

    @Test
    void noRightsAreLeftAndNoneCanBeGot() throws InterruptedException {
        assertEquals("0000000000000000", tried("[l.split()[1] for l in open('/proc/self/status') if l.startswith('CapEff')][0]"));
        assertEquals("PermissionError", tried("os.chroot('/usr')"));
        // A user that the namespace does not know is an invalid argument to some kernels, and a forbidden one to others.
        assertTrue(List.of("PermissionError", "OSError").contains(tried("os.setuid(65534 + 1)")));
        assertEquals("PermissionError", tried("os.mknod('/tmp/x', 0o60600)"));
        // A user namespace of its own would give it rights over the kernel's inner doors.
        assertEquals("-1", tried("ctypes.CDLL(None).unshare(0x10000000)"));
        assertEquals("-1", tried("ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, None)"));
    }

    @Test
    void theKernelRefusesWhatCodeHasNoUseFor() throws InterruptedException {
        assertEquals("2", tried("[l.split()[1] for l in open('/proc/self/status') if l.startswith('Seccomp:')][0]"));
        String libc = "(lambda c: (c.%s, ctypes.get_errno()))(ctypes.CDLL(None, use_errno=True))";
        for (String call : List.of("ptrace(16, 1, 0, 0)", "process_vm_readv(1, 0, 0, 0, 0, 0)", "unshare(0x40000000)",
                "setns(0, 0)", "syscall(321, 0, 0, 0)", "personality(0x0040000)")) {
            assertEquals("(-1, 1)", tried(libc.formatted(call)), call);
        }
        assertEquals("(-1, 38)", tried(libc.formatted("syscall(435, 0, 0)")));
        assertEquals("PermissionError", tried("os.execv('/usr/bin/id', ['id'])"));
        assertEquals("PermissionError", tried("__import__('subprocess').run(['/usr/bin/id'])"));
    }

    @Test
    void nothingOfTheServiceIsOpenAndNobodyElseCanBeReached() throws InterruptedException {
        // Its three streams, the copy for the answer, and the folder that is being listed.
        assertEquals("True", tried("set(os.listdir('/proc/self/fd')) <= set('01234')"));
        assertEquals("True", tried("all(os.readlink('/proc/self/fd/' + f).startswith('pipe:') for f in '012')"));
        assertEquals("ProcessLookupError", tried("os.kill(-1, 9)"));
        assertEquals("[]", tried("[p for p in glob.glob('/proc/[0-9]*/mem') if p.split('/')[2] != str(os.getpid())]"));
        assertEquals("['/proc/1/environ']", tried("glob.glob('/proc/[0-9]*/environ')"));
        assertTrue(tried("open('/proc/kcore', 'rb').read(1)").endsWith("Error"));
        assertTrue(tried("open('/proc/sys/kernel/core_pattern', 'w').write('x')").endsWith("Error"));
    }

    @Test
    void whatLibrariesNeedStillWorks() throws InterruptedException {
        assertEquals("5", tried("__import__('asyncio').run(__import__('asyncio').sleep(0, 5))"));
        assertEquals("[1, 4]", tried("(lambda p: [*p.map(lambda n: n * n, [1, 2])])"
                + "(__import__('concurrent.futures', fromlist=['x']).ThreadPoolExecutor(1))"));
        assertEquals("x", tried("open('/tmp/own', 'w').write('x') and open('/tmp/own').read()"));
    }

    @Test
    void anEndlessLoopIsEnded() {
        NodeFailure failure = assertTimeoutPreemptively(Eventually.PATIENCE, () -> assertThrows(NodeFailure.class,
                () -> RUNNER.run(CodeLanguage.PYTHON,
                        CodeSandboxes.task("def main():\n    while True: pass", Map.of(), 1))));
        assertTrue(failure.getMessage().contains("longer than 1 s") || failure.getMessage().contains("used up its time"),
                failure.getMessage());
    }

    @Test
    void bombsOfMemoryProcessesAndOutputDoNoHarm() throws InterruptedException {
        assertTrue(failure("def main():\n    return {'x': len('a' * (1 << 30))}").contains("MemoryError"));
        assertEquals("BlockingIOError", tried("[os.fork() for _ in range(64)]"));
        assertTrue(failure("def main():\n    return {'x': 'a' * (20 << 20)}").contains("too large"));
        assertEquals("OSError", tried("open('/tmp/large', 'wb').write(b'a' * (32 << 20))"));
        assertEquals("{}", run("def main():\n    print('a' * (20 << 20))\n    return {}").toString());
    }

    /** More than once: it must hold at whatever moment of its birth the process is killed. */
    @RepeatedTest(20)
    void codeThatNobodyWaitsForIsEndedAtOnce() throws InterruptedException {
        AtomicReference<Runnable> hook = new AtomicReference<>();
        CodeTask task = new CodeTask("import time\ndef main():\n    time.sleep(3600)", CodeSandboxes.JSON.createObjectNode(),
                Duration.ofHours(1), hook::set);
        Thread canceller = Thread.startVirtualThread(() -> {
            while (hook.get() == null) {
                Thread.onSpinWait();
            }
            hook.get().run();
        });
        assertTimeoutPreemptively(Eventually.PATIENCE,
                () -> assertThrows(NodeFailure.class, () -> RUNNER.run(CodeLanguage.PYTHON, task)));
        canceller.join();
    }

    @Test
    void withoutPythonTheAuthorIsToldWhatToDo() {
        CodeRunner without = CodeSandboxes.with(Map.of("dify.code.python.executable", "/nowhere/python3"));
        assertTrue(assertThrows(NodeFailure.class, () -> without.run(CodeLanguage.PYTHON,
                CodeSandboxes.task("def main():\n    return {}", Map.of(), 5))).getMessage().contains("dify.code.remote.url"));
    }
}
