package dev.difynative.workflow.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.config.FormField;
import dev.difynative.files.FileKind;
import dev.difynative.files.FileView;
import dev.difynative.files.NewUpload;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Parameters;
import dev.difynative.workflow.node.human.FormText;
import dev.difynative.workflow.run.HandedIn;
import dev.difynative.workflow.run.RunError;
import dev.difynative.workflow.run.RunResumption;
import dev.difynative.workflow.run.input.FormInputs;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.Values;

/** Shows the forms that runs wait for, and takes what people fill in: once. */
@Singleton
public class HumanForms {
    private final FormRows rows;
    private final FormInputs inputs;
    private final UploadFiles uploads;
    private final RunResumption resumption;
    private final Clock clock;

    HumanForms(FormRows rows, FormInputs inputs, UploadFiles uploads, RunResumption resumption, Clock clock) {
        this.rows = rows;
        this.inputs = inputs;
        this.uploads = uploads;
        this.resumption = resumption;
        this.clock = clock;
    }

    /** What somebody has filled in; {@code endUserId} is whose files count, null for those of who began the run. */
    public record Submission(String action, Map<String, Object> inputs, UUID endUserId) {}

    /** A file that is handed in with a form. */
    public record SentFile(String name, String mimeType, Content content) {

        public interface Content {
            InputStream open() throws IOException;
        }
    }

    /** A form that a run waits for, in the console's list. */
    public record Waiting(String nodeId, String nodeTitle, UUID formId, String token) {}

    /** For whoever has the token. */
    public FormDefinition get(String token) { return open(token, row -> true).shown(); }

    public FormDefinition ofApp(UUID tenantId, UUID appId, String token) { return open(token, ofApp(tenantId, appId)).shown(); }

    public FormDefinition ofTenant(UUID tenantId, String token) {
        return open(token, row -> row.tenantId().equals(tenantId)).shown();
    }

    public void submit(String token, Submission submission) { submit(open(token, row -> true), submission); }

    public void submitOfApp(UUID tenantId, UUID appId, String token, Submission submission) {
        submit(open(token, ofApp(tenantId, appId)), submission);
    }

    public void submitOfTenant(UUID tenantId, String token, Submission submission) {
        submit(open(token, row -> row.tenantId().equals(tenantId)), submission);
    }

    /** The forms that a run waits for. */
    public List<Waiting> waiting(UUID tenantId, UUID runId) {
        return rows.ofRun(tenantId, runId).stream().filter(row -> row.waits() && row.status().equals("waiting"))
                .map(row -> new Waiting(row.nodeId(), row.definition().path("node_title").asText(), row.id(),
                        row.definition().path("form_token").asText()))
                .toList();
    }

    /** Keeps files for a field of a form that is waited for; what the field's input is then. */
    public Object keep(String token, String field, List<SentFile> sent) {
        FormRow row = open(token, any -> true);
        FormField known = FormFields.of(row.definition()).stream().filter(each -> each.variable().equals(field)).findFirst()
                .orElseThrow(() -> FormError.INVALID_FORM_DATA.field(field, "enum", "The form has no field '%s'", field));
        boolean list = known instanceof FormField.FileList;
        if (!list && (!(known instanceof FormField.SingleFile) || sent.size() > 1)) {
            throw FormError.INVALID_FORM_DATA.field(field, "type", "'%s' takes %s", field,
                    known instanceof FormField.SingleFile ? "one file" : "no files");
        }
        List<Map<String, Object>> kept = sent.stream().map(file -> keep(row, file)).toList();
        return list ? kept : kept.getFirst();
    }

    private Map<String, Object> keep(FormRow row, SentFile sent) {
        NewUpload.Uploader by = row.endUserId() != null
                ? NewUpload.Uploader.endUser(row.endUserId())
                : NewUpload.Uploader.account(row.accountId());
        try (InputStream content = sent.content().open()) {
            FileView file = uploads.store(new NewUpload(row.tenantId(), row.appId(), by, sent.name(), sent.mimeType()), content);
            return Map.of("type", FileKind.ofExtension(file.extension()).wire(), "transfer_method", "local_file",
                    "upload_file_id", file.id().toString());
        } catch (IOException lost) {
            throw new UncheckedIOException("A file of a form cannot be read", lost);
        }
    }

    private static Predicate<FormRow> ofApp(UUID tenantId, UUID appId) {
        return row -> row.tenantId().equals(tenantId) && row.appId().equals(appId);
    }

    private FormRow open(String token, Predicate<FormRow> allowed) {
        FormRow row = rows.find(token).filter(allowed).orElseThrow(() -> FormError.FORM_NOT_FOUND.because("Form not found"));
        if (row.status().equals("submitted")) {
            throw submitted();
        }
        if (!row.status().equals("waiting") || !row.waits() || !row.expiresAt().isAfter(clock.instant())) {
            throw expired();
        }
        return row;
    }

    private void submit(FormRow row, Submission submission) {
        JsonNode action = action(row, submission.action());
        Map<String, Value> entered = checked(row, submission);
        ObjectNode data = Values.object(entered);
        String id = action.path("id").asText();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("action", id);
        answer.set("inputs", data);
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("node_id", row.nodeId())
                .put("node_title", row.definition().path("node_title").asText())
                .put("rendered_content", FormText.filled(row.definition().path("form_content").asText(), entered::get))
                .put("action_id", id).put("action_text", action.path("title").asText());
        told.set("submitted_data", data);
        rows.transaction(connection -> {
            if (!rows.submit(connection, row.id(), id, data.toString(), clock.instant())) {
                throw submitted();
            }
            if (!handIn(connection, row, new HandedIn(answer, false, told))) {
                throw expired();
            }
            return null;
        });
        resumption.goOn(row.runId());
    }

    /** False when the run has ended in the meantime. */
    private boolean handIn(Connection connection, FormRow row, HandedIn answer) throws SQLException {
        try {
            resumption.handIn(connection, row.tenantId(), row.runId(), row.id().toString(), answer);
            return true;
        } catch (Failure refused) {
            if (refused.code() == RunError.NOT_WAITING) {
                return false;
            }
            throw refused;
        }
    }

    private static JsonNode action(FormRow row, String chosen) {
        if (chosen == null || chosen.isEmpty()) {
            throw Parameters.missing("action");
        }
        for (JsonNode action : row.definition().path("actions")) {
            if (action.path("id").asText().equals(chosen)) {
                return action;
            }
        }
        throw FormError.INVALID_FORM_DATA.field("action", "enum", "'%s' is not an action of this form", chosen);
    }

    private Map<String, Value> checked(FormRow row, Submission submission) {
        if (submission.inputs() == null) {
            throw Parameters.missing("inputs");
        }
        UUID endUser = submission.endUserId() == null ? row.endUserId() : submission.endUserId();
        try {
            return inputs.check(new FormInputs.Filler(row.tenantId(), row.appId(), endUser, row.accountId(), row.user()),
                    FormFields.of(row.definition()), submission.inputs());
        } catch (Failure refused) {
            throw refused.code() == CommonError.INVALID_PARAM
                    ? FormError.INVALID_FORM_DATA.because("%s", refused.getMessage()).withDetails(refused.details())
                    : refused;
        }
    }

    /** Lets the runs go on whose forms nobody has filled in in time; how many forms that were. */
    int expire(int most) {
        List<FormRow> late = rows.transaction(connection -> {
            List<FormRow> expired = rows.expire(connection, clock.instant(), most);
            for (FormRow row : expired) {
                handIn(connection, row,
                        new HandedIn(JsonNodeFactory.instance.objectNode().put("timeout", true), true, late(row)));
            }
            return expired;
        });
        late.forEach(row -> resumption.goOn(row.runId()));
        return late.size();
    }

    private static ObjectNode late(FormRow row) {
        return JsonNodeFactory.instance.objectNode().put("node_id", row.nodeId())
                .put("node_title", row.definition().path("node_title").asText())
                .put("expiration_time", row.expiresAt().getEpochSecond());
    }

    private static Failure submitted() { return FormError.FORM_SUBMITTED.because("This form has been submitted already"); }

    private static Failure expired() { return FormError.FORM_EXPIRED.because("This form is not waited for any more"); }
}
