package dev.difynative.workflow.run.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.apps.config.FormField;
import dev.difynative.apps.config.InputForm;
import dev.difynative.apps.config.ModelConfig;
import dev.difynative.files.AttachedFile;
import dev.difynative.files.AttachedFiles;
import dev.difynative.files.MessageFileRow;
import dev.difynative.files.StoredFile;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.run.RunCaller;
import dev.difynative.workflow.value.Value;

/** Checks what a run is begun with against the form of its workflow, and makes values of it. */
@Singleton
public class RunInputs {
    private static final int MOST_FILES = 10;
    private final AttachedFiles attachedFiles;
    private final UploadFiles uploads;

    RunInputs(AttachedFiles attachedFiles, UploadFiles uploads) {
        this.attachedFiles = attachedFiles;
        this.uploads = uploads;
    }

    public Map<String, Value> check(List<FormField> form, RunCaller caller, Map<String, Object> given) {
        return check(form, caller, given, Set.of());
    }

    /** {@code handedOn} are stored files that may be among the inputs, whoever has brought them. */
    public Map<String, Value> check(List<FormField> form, RunCaller caller, Map<String, Object> given, Set<UUID> handedOn) {
        Map<String, Object> checked = InputForm.check(form, given);
        Map<String, Value> values = new LinkedHashMap<>();
        for (FormField field : form) {
            Object value = checked.get(field.variable());
            values.put(field.variable(), switch (field) {
                case FormField.SingleFile file -> value == null
                        ? Value.NOTHING
                        : files(caller, rules(file.rules(), 1), field.variable(), List.of(value), handedOn).getFirst();
                case FormField.FileList list -> value == null
                        ? Value.of(List.<Value>of())
                        : Value.of(files(caller, rules(list.rules(), list.maxFiles()), field.variable(), (List<?>) value,
                                handedOn));
                default -> Value.ofPlain(value);
            });
        }
        return values;
    }

    /** The files that come beside the inputs. */
    public List<Value> files(RunCaller caller, List<AttachedFile> files, ModelConfig.FileUpload rules) {
        return refs(caller, attachedFiles.check(caller.tenantId(), caller.appId(), caller.endUserId(), files, rules));
    }

    public List<Value> refs(RunCaller caller, List<MessageFileRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        EventLoops.aboutToWait();
        Map<UUID, StoredFile> stored = new LinkedHashMap<>();
        uploads.findAll(caller.tenantId(), rows.stream().map(MessageFileRow::uploadFileId).filter(java.util.Objects::nonNull)
                .toList()).forEach(file -> stored.put(file.id(), file));
        return rows.stream().map(row -> ref(caller, row, stored.get(row.uploadFileId()))).toList();
    }

    private Value ref(RunCaller caller, MessageFileRow row, StoredFile stored) {
        if (stored == null) {
            String name = RemoteNames.of(row.url());
            return new Value.FileRef(row.id().toString(), caller.tenantId(), row.type(), row.transferMethod(), row.url(), null,
                    name, RemoteNames.extension(name), RemoteNames.mimeType(name), -1, row.url());
        }
        return stored(row.id(), caller.tenantId(), row.type(), row.transferMethod(), stored);
    }

    private Value stored(UUID id, UUID tenantId, String type, String transferMethod, StoredFile stored) {
        return new Value.FileRef(id.toString(), tenantId, type, transferMethod, null, stored.id(), stored.name(),
                stored.extension().isEmpty() ? "" : "." + stored.extension(), stored.mimeType(), stored.size(),
                uploads.url(stored));
    }

    /** A file that was stored by itself. */
    public Value stored(UUID tenantId, StoredFile file) {
        return stored(file.id(), tenantId, file.kind().wire(), "local_file", file);
    }

    private List<Value> files(RunCaller caller, ModelConfig.FileUpload rules, String variable, List<?> given,
            Set<UUID> handedOn) {
        List<AttachedFile> files = given.stream().map(item -> attached(variable, (Map<?, ?>) item)).toList();
        if (handedOn.isEmpty()) {
            return files(caller, files, rules);
        }
        List<Value> values = new ArrayList<>();
        for (AttachedFile file : files) {
            Optional<StoredFile> known = Ids.tryParse(file.uploadFileId()).filter(handedOn::contains)
                    .flatMap(id -> uploads.findAll(caller.tenantId(), List.of(id)).stream().findFirst());
            values.addAll(known.isPresent()
                    ? List.of(stored(caller.tenantId(), known.get()))
                    : files(caller, List.of(file), rules));
        }
        return values;
    }

    private static ModelConfig.FileUpload rules(FormField.FileRules rules, int most) {
        return new ModelConfig.FileUpload(true, rules.types(), rules.extensions(), rules.methods(), most > 0 ? most : MOST_FILES,
                "high");
    }

    private static AttachedFile attached(String variable, Map<?, ?> file) {
        Object id = file.get("upload_file_id") != null ? file.get("upload_file_id") : file.get("related_id");
        Object url = file.get("url") != null ? file.get("url") : file.get("remote_url");
        return new AttachedFile(text(variable, file.get("type")), text(variable, file.get("transfer_method")),
                text(variable, url), text(variable, id));
    }

    private static String text(String variable, Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw CommonError.INVALID_PARAM.field(variable, "type", "%s in input form must be a file", variable);
    }
}
