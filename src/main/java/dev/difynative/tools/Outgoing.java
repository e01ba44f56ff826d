package dev.difynative.tools;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import jakarta.inject.Singleton;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;

/** The calls of tools to other machines: waited for, and given up when nobody wants the result any more. */
@Singleton
public class Outgoing {
    private final OutboundClient http;

    Outgoing(OutboundClient http) { this.http = http; }

    /** Any status is an answer; what keeps an answer from coming is a {@link ToolFailure}. */
    public OutboundResponse send(OutboundRequest request, ToolCallScope scope) throws InterruptedException {
        try {
            CompletableFuture<OutboundResponse> call = http.send(request);
            scope.onCancel().accept(() -> call.cancel(true));
            return call.get();
        } catch (CancellationException cancelled) {
            throw new InterruptedException("The call was given up");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Failure failure) {
                throw new ToolFailure(failure.getMessage());
            }
            throw new ToolFailure("'%s' cannot be reached".formatted(request.target().host()));
        }
    }
}
