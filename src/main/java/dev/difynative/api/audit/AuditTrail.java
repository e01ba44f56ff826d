package dev.difynative.api.audit;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.api.Audited;
import dev.difynative.api.Surface;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.management.ManagementCaller;
import dev.difynative.audit.AuditLog;
import dev.difynative.audit.Deed;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;

/**
 * Writes down what members do in the console and by scripts: each call that changes something and succeeded. Calls that only
 * try something out, and the drafts that an editor saves every few seconds, are left out. The entry is written before the
 * answer is sent; one that cannot be written does not undo what was done, it is logged.
 */
public class AuditTrail {
    private static final Logger LOG = Logger.getLogger(AuditTrail.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> TRIALS = Set.of("chat-messages", "completion-messages", "run", "stop", "hit-testing",
            "retrieve", "validate", "indexing-estimate", "draft", "rule-generate", "rule-code-generate",
            "rule-structured-output-generate", "test", "pre", "logout", "switch");

    private final AuditLog log;
    private final ConsoleCaller console;
    private final ManagementCaller management;
    private final AuditNotes notes;
    private final ObjectMapper json;

    AuditTrail(AuditLog log, ConsoleCaller console, ManagementCaller management, AuditNotes notes, ObjectMapper json) {
        this.log = log;
        this.console = console;
        this.management = management;
        this.notes = notes;
        this.json = json;
    }

    @ServerResponseFilter
    public void note(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo resource,
            RoutingContext context) {
        String path = request.getUriInfo().getPath();
        Surface surface = Surface.of(path);
        if (surface == Surface.PUBLIC || response.getStatus() >= 400) {
            return;
        }
        Method method = resource.getResourceMethod();
        if (method == null || !isToBeNoted(method, request.getMethod(), path)) {
            return;
        }
        String ip = context.request().remoteAddress() == null ? null : context.request().remoteAddress().hostAddress();
        doer().ifPresent(who -> write(new Deed(who.tenantId(), who.accountId(), who.tokenId(),
                surface.name().toLowerCase(Locale.ROOT), action(method), request.getMethod(), path, target(request, response),
                ip)));
    }

    private Optional<AuditNotes.Doer> doer() {
        if (management.isKnown()) {
            return Optional.of(new AuditNotes.Doer(management.tenantId(), management.accountId(), management.tokenId()));
        }
        return console.accountId() == null
                ? notes.newcomer()
                : Optional.of(new AuditNotes.Doer(console.tenantId(), console.accountId(), null));
    }

    private void write(Deed deed) {
        // A stream's answer passes here on an event loop, which must not wait.
        if (Context.isOnEventLoopThread()) {
            Thread.startVirtualThread(() -> tryToWrite(deed));
        } else {
            tryToWrite(deed);
        }
    }

    private void tryToWrite(Deed deed) {
        try {
            log.write(deed);
        } catch (RuntimeException unwritable) {
            LOG.errorf(unwritable, "The audit log misses %s of account %s", deed.action(), deed.accountId());
        }
    }

    private static boolean isToBeNoted(Method method, String verb, String path) {
        return READING.contains(verb)
                ? method.isAnnotationPresent(Audited.class)
                : !TRIALS.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    /** {@code ConsoleAppKeyResource.issue} is {@code app_key.issue}. */
    private static String action(Method method) {
        String thing = method.getDeclaringClass().getSimpleName().replaceAll("^(Console|Management)|(Resource)?(_Subclass)?$",
                "");
        return snakeCase(thing) + "." + snakeCase(method.getName());
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** What the called method says that it is, or what was made, or else what the path names last. */
    private String target(ContainerRequestContext request, ContainerResponseContext response) {
        Optional<String> noted = notes.target();
        if (noted.isPresent()) {
            return noted.get();
        }
        if (response.getStatus() == 201 && response.hasEntity()) {
            String made = json.<JsonNode>valueToTree(response.getEntity()).path("id").asText(null);
            if (made != null) {
                return made;
            }
        }
        return request.getUriInfo().getPathParameters().values().stream().flatMap(Collection::stream)
                .reduce((first, second) -> second).orElse(null);
    }
}
