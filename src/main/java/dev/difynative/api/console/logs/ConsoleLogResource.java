package dev.difynative.api.console.logs;

import java.util.Map;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import dev.difynative.api.Done;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.OwnApp;
import dev.difynative.api.console.Requires;
import dev.difynative.auth.AccountService;
import dev.difynative.chat.logs.ConversationFilter;
import dev.difynative.chat.logs.ConversationFilter.Annotated;
import dev.difynative.chat.logs.ConversationFilter.Order;
import dev.difynative.chat.logs.ConversationLog;
import dev.difynative.chat.logs.ConversationLogs;
import dev.difynative.chat.logs.MessageLog;
import dev.difynative.chat.logs.MessageLogs;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.paging.Slice;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.Blocking;

/** What an app's users have asked and been answered. */
@Path("/console/api/apps/{app}")
@Requires(Role.EDITOR)
@Blocking
class ConsoleLogResource {
    private static final int MAX_LIMIT = 100;
    private static final Map<String, Order> ORDERS = Map.of("-created_at", Order.NEWEST, "created_at", Order.OLDEST,
            "-updated_at", Order.LAST_USED, "updated_at", Order.LEAST_USED);
    private static final Map<String, Annotated> STATES = Map.of("all", Annotated.ALL, "annotated", Annotated.ANNOTATED,
            "not_annotated", Annotated.NOT_ANNOTATED);
    /** Nothing is said on a site here, but whoever reads all logs asks for these as well. */
    private static final Map<String, String> SOURCES = Map.of("api", "api", "console", "console", "site", "site");

    private final ConversationLogs conversations;
    private final MessageLogs messages;
    private final AccountService accounts;
    private final OwnApp app;
    private final ConsoleCaller caller;

    ConsoleLogResource(ConversationLogs conversations, MessageLogs messages, AccountService accounts, OwnApp app,
            ConsoleCaller caller) {
        this.conversations = conversations;
        this.messages = messages;
        this.accounts = accounts;
        this.app = app;
        this.caller = caller;
    }

    /** What a list of conversations is asked for. */
    public static class Wanted {
        private static final String TOTAL_OF_SEARCH = "Lists what has this text; `total` then counts at most a hundred beyond "
                + "the page, so that it is a lower bound until `has_more` is false";

        @QueryParam("keyword")
        @Parameter(description = TOTAL_OF_SEARCH) String keyword;
        @QueryParam("start") String start;
        @QueryParam("end") String end;
        @QueryParam("annotation_status")
        @DefaultValue("all") String annotationStatus;
        @QueryParam("from_source") String fromSource;
        @QueryParam("sort_by")
        @DefaultValue("-created_at") String sortBy;
        @QueryParam("page")
        @DefaultValue("1") int page;
        @QueryParam("limit")
        @DefaultValue("20") int limit;
    }

    @GET
    @Path("/chat-conversations")
    public Page<ConversationLog> chats(@PathParam("app") String appId, @BeanParam Wanted wanted) {
        return list(appId, wanted, false);
    }

    @GET
    @Path("/completion-conversations")
    public Page<ConversationLog> completions(@PathParam("app") String appId, @BeanParam Wanted wanted) {
        return list(appId, wanted, true);
    }

    @GET
    @Path("/chat-conversations/{id}")
    public ConversationLog chat(@PathParam("app") String appId, @PathParam("id") String id) {
        return conversations.get(caller.tenantId(), app.id(appId), id, false);
    }

    @GET
    @Path("/completion-conversations/{id}")
    public ConversationLog completion(@PathParam("app") String appId, @PathParam("id") String id) {
        return conversations.get(caller.tenantId(), app.id(appId), id, true);
    }

    @DELETE
    @Path("/{kind: chat|completion}-conversations/{id}")
    public void delete(@PathParam("app") String appId, @PathParam("id") String id) {
        conversations.delete(caller.tenantId(), app.id(appId), id);
    }

    @GET
    @Path("/chat-messages")
    public Slice<MessageLog> messages(@PathParam("app") String appId, @QueryParam("conversation_id") String conversationId,
            @QueryParam("first_id") String firstId, @QueryParam("limit") @DefaultValue("20") int limit) {
        return messages.list(caller.tenantId(), app.id(appId), conversationId, firstId, limit);
    }

    @GET
    @Path("/messages/{id}")
    public MessageLog message(@PathParam("app") String appId, @PathParam("id") String id) {
        return messages.get(caller.tenantId(), app.id(appId), id);
    }

    @POST
    @Path("/feedbacks")
    public Done rate(@PathParam("app") String appId, @NotNull RateMessage body) {
        messages.rate(caller.tenantId(), app.id(appId), caller.accountId(), body.messageId(), body.rating(), body.content());
        return Done.SUCCESS;
    }

    private Page<ConversationLog> list(String appId, Wanted wanted, boolean single) {
        TimeSpan span = TimeSpan.of(wanted.start, wanted.end, () -> accounts.profile(caller.accountId()).timezone());
        ConversationFilter filter = new ConversationFilter(wanted.keyword, span.from(), span.to(),
                oneOf("annotation_status", wanted.annotationStatus, STATES),
                wanted.fromSource == null ? null : oneOf("from_source", wanted.fromSource, SOURCES),
                oneOf("sort_by", wanted.sortBy, ORDERS));
        return conversations.list(caller.tenantId(), app.id(appId), filter, PageRequest.of(wanted.page, wanted.limit, MAX_LIMIT),
                single);
    }

    private static <T> T oneOf(String field, String value, Map<String, T> choices) {
        T chosen = choices.get(value);
        if (chosen == null) {
            throw CommonError.INVALID_PARAM.field(field, "enum", "Parameter '%s' must be one of %s", field,
                    String.join(", ", choices.keySet().stream().sorted().toList()));
        }
        return chosen;
    }
}
