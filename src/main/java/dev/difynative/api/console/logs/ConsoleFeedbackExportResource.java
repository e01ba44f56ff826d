package dev.difynative.api.console.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.UUID;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.api.CsvAnswers;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.OwnApp;
import dev.difynative.api.console.Requires;
import dev.difynative.auth.AccountService;
import dev.difynative.chat.logs.FeedbackExport;
import dev.difynative.chat.logs.FeedbackFilter;
import dev.difynative.chat.logs.FeedbackRow;
import dev.difynative.platform.error.CommonError;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What people think of an app's answers, as a table or as JSON, sent while it is read. */
@Path("/console/api/apps/{app}/feedbacks/export")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleFeedbackExportResource {
    private final FeedbackExport export;
    private final AccountService accounts;
    private final OwnApp app;
    private final ConsoleCaller caller;
    private final ObjectMapper json;

    ConsoleFeedbackExportResource(FeedbackExport export, AccountService accounts, OwnApp app, ConsoleCaller caller,
            ObjectMapper json) {
        this.export = export;
        this.accounts = accounts;
        this.app = app;
        this.caller = caller;
        this.json = json;
    }

    /** Which feedback is wanted; days are those of the caller's time zone. */
    public static class Wanted {
        @QueryParam("from_source") String fromSource;
        @QueryParam("rating") String rating;
        @QueryParam("has_comment") String hasComment;
        @QueryParam("start_date") String startDate;
        @QueryParam("end_date") String endDate;
        @QueryParam("format")
        @DefaultValue("csv") String format;
    }

    @GET
    public Response export(@PathParam("app") String appId, @BeanParam Wanted wanted) {
        UUID tenant = caller.tenantId();
        UUID own = app.id(appId);
        FeedbackFilter filter = filter(wanted, ZoneId.of(accounts.profile(caller.accountId()).timezone()));
        return switch (wanted.format) {
            case "csv" -> table(tenant, own, filter);
            case "json" -> list(tenant, own, filter);
            default -> throw CommonError.INVALID_PARAM.field("format", "enum", "Parameter 'format' must be csv or json");
        };
    }

    private Response table(UUID tenant, UUID own, FeedbackFilter filter) {
        return CsvAnswers.of("feedback.csv", table -> {
            table.row("feedback_id", "conversation_id", "conversation_name", "message_id", "user_query", "ai_response",
                    "feedback_rating", "feedback_comment", "from_source", "from_end_user", "from_account", "created_at");
            export.forEach(tenant, own, filter, row -> table.row(row.feedbackId(), row.conversationId(),
                    row.conversationName(), row.messageId(), row.userQuery(), row.aiResponse(), row.feedbackRating(),
                    row.feedbackComment(), row.fromSource(), row.fromEndUser(), row.fromAccount(), row.createdAt()));
        });
    }

    private Response list(UUID tenant, UUID own, FeedbackFilter filter) {
        StreamingOutput body = out -> {
            JsonGenerator text = json.getFactory().createGenerator(out);
            text.writeStartObject();
            text.writeArrayFieldStart("data");
            export.forEach(tenant, own, filter, row -> write(text, row));
            text.writeEndArray();
            text.writeEndObject();
            text.flush();
        };
        return Response.ok(body, MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"feedback.json\"").build();
    }

    private static void write(JsonGenerator text, FeedbackRow row) {
        try {
            text.writeObject(row);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static FeedbackFilter filter(Wanted wanted, ZoneId zone) {
        Instant from = day("start_date", wanted.startDate, zone, 0, Instant.EPOCH);
        Instant to = day("end_date", wanted.endDate, zone, 1, Instant.parse("9999-12-31T00:00:00Z"));
        return new FeedbackFilter(oneOf("from_source", wanted.fromSource, "user", "admin"),
                oneOf("rating", wanted.rating, "like", "dislike"),
                wanted.hasComment == null || wanted.hasComment.isEmpty()
                        ? null
                        : (Boolean) oneOf("has_comment", wanted.hasComment, "true", "false").equals("true"),
                from, to);
    }

    private static String oneOf(String field, String value, String one, String other) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!value.equals(one) && !value.equals(other)) {
            throw CommonError.INVALID_PARAM.field(field, "enum", "Parameter '%s' must be %s or %s", field, one, other);
        }
        return value;
    }

    private static Instant day(String field, String text, ZoneId zone, int daysLater, Instant open) {
        if (text == null || text.isBlank()) {
            return open;
        }
        try {
            return LocalDate.parse(text.strip()).plusDays(daysLater).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException malformed) {
            throw CommonError.INVALID_PARAM.field(field, "format", "Parameter '%s' must look like 2026-01-31", field);
        }
    }
}
