package dev.difynative.tools.mcp;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a server, for so long. */
final class Waiting {
    private Waiting() {}

    static <T> T on(CompletableFuture<T> answer, Duration patience) throws InterruptedException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new McpFault(0, "The server did not answer within %d s".formatted(patience.toSeconds()));
        } catch (CancellationException given) {
            throw new InterruptedException("The call was given up");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof McpFault fault ? fault : new IllegalStateException(failed.getCause());
        }
    }
}
