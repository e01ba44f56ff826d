package dev.difynative.knowledge.metadata;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.Viewer;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.SqlFaults;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The metadata fields of a dataset and the values that its documents have in them. */
@ApplicationScoped
public class MetadataService {
    private static final int MAX_NAME_LENGTH = 255;
    private static final int MAX_VALUE_LENGTH = 2_000;

    private final DatasetAccess access;
    private final Clock clock;

    /** A field with the number of documents that have a value in it. */
    @RegisterForReflection
    public record CountedField(UUID id, String name, MetadataType type, long count) {}

    /** What one document is to have; unless {@code partialUpdate}, fields that are not named lose their value. */
    public record DocumentValues(String documentId, List<Value> metadataList, Boolean partialUpdate) {}

    public record Value(String id, String name, JsonNode value) {}

    MetadataService(DatasetAccess access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    @Transactional
    public List<CountedField> list(Viewer viewer, UUID datasetId) {
        access.require(viewer, datasetId);
        return Panache.getEntityManager().createQuery("""
                select f, (select count(v) from MetadataValue v where v.metadataId = f.id) from MetadataField f
                where f.tenantId = :tenant and f.datasetId = :dataset order by f.createdAt, f.id""", Object[].class)
                .setParameter("tenant", viewer.tenantId()).setParameter("dataset", datasetId).getResultStream()
                .map(row -> counted((MetadataField) row[0], (Long) row[1])).toList();
    }

    @Transactional
    public FieldView create(Viewer viewer, UUID datasetId, String type, String name) {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        MetadataField field = new MetadataField();
        field.tenantId = dataset.tenantId();
        field.datasetId = datasetId;
        field.type = MetadataType.find(type).orElseThrow(() -> CommonError.INVALID_PARAM.field("type", "enum",
                "Parameter 'type' must be string, number or time"));
        field.name = checkedName(name);
        field.createdBy = viewer.accountId();
        field.createdAt = clock.instant();
        return stored(viewer, field);
    }

    @Transactional
    public FieldView rename(Viewer viewer, UUID datasetId, UUID fieldId, String name) {
        access.require(viewer, datasetId);
        MetadataField field = owned(viewer, datasetId, fieldId);
        field.name = checkedName(name);
        return stored(viewer, field);
    }

    /** Deletes a field and what documents have in it. */
    @Transactional
    public void delete(Viewer viewer, UUID datasetId, UUID fieldId) {
        access.require(viewer, datasetId);
        owned(viewer, datasetId, fieldId).delete();
    }

    /** Sets what documents have in the fields of the dataset. */
    @Transactional
    public void setValues(Viewer viewer, UUID datasetId, List<DocumentValues> documents) {
        access.require(viewer, datasetId);
        if (documents == null || documents.isEmpty() || documents.contains(null)) {
            throw Parameters.missing("operation_data");
        }
        Map<UUID, MetadataField> fields = new HashMap<>();
        MetadataField.of(viewer.tenantId(), Set.of(datasetId)).forEach(field -> fields.put(field.id, field));
        for (DocumentValues values : documents) {
            UUID documentId = Ids.parse(values.documentId(), KnowledgeError.DOCUMENT_NOT_FOUND, "Document");
            lockDocument(viewer, datasetId, documentId);
            set(documentId, values, fields);
        }
    }

    private void set(UUID documentId, DocumentValues values, Map<UUID, MetadataField> fields) {
        Set<UUID> named = new HashSet<>();
        for (Value value : values.metadataList() == null ? List.<Value>of() : values.metadataList()) {
            MetadataField field = value == null ? null : Ids.tryParse(value.id()).map(fields::get).orElse(null);
            if (field == null) {
                throw KnowledgeError.METADATA_NOT_FOUND.because("Metadata field not found");
            }
            if (!named.add(field.id)) {
                throw CommonError.INVALID_PARAM.field("metadata_list", "unique", "The field '%s' is named twice", field.name);
            }
            MetadataValue stored = MetadataValue.<MetadataValue>findByIdOptional(new MetadataValue.Key(documentId, field.id))
                    .orElseGet(MetadataValue::new);
            stored.documentId = documentId;
            stored.metadataId = field.id;
            write(field, stored, value.value());
            stored.persist();
        }
        if (!Boolean.TRUE.equals(values.partialUpdate())) {
            named.add(new UUID(0, 0));
            MetadataValue.delete("documentId = ?1 and metadataId not in ?2", documentId, named);
        }
    }

    private static void write(MetadataField field, MetadataValue stored, JsonNode value) {
        if (value == null || value.isNull() || value.isTextual() && value.textValue().isEmpty()) {
            stored.textValue = null;
            stored.numberValue = null;
        } else if (field.type == MetadataType.STRING) {
            if (!value.isTextual() || value.textValue().length() > MAX_VALUE_LENGTH) {
                throw invalid(field, "a text of at most " + MAX_VALUE_LENGTH + " characters");
            }
            stored.textValue = value.textValue().replace("\0", "");
            stored.numberValue = null;
        } else {
            BigDecimal number = number(field, value);
            stored.textValue = field.type == MetadataType.TIME ? Long.toString(number.longValue()) : number.toPlainString();
            stored.numberValue = number.doubleValue();
        }
    }

    /** A number as it is or as text, which is how forms send it. */
    private static BigDecimal number(MetadataField field, JsonNode value) {
        try {
            if (value.isNumber() || value.isTextual() && value.textValue().length() <= 40) {
                BigDecimal number = new BigDecimal(value.asText().strip());
                if (Math.abs((long) number.precision() - number.scale()) <= 40) {
                    return number;
                }
            }
        } catch (NumberFormatException noNumber) {
            throw invalid(field, expected(field));
        }
        throw invalid(field, expected(field));
    }

    private static String expected(MetadataField field) {
        return field.type == MetadataType.TIME ? "a time in Unix seconds" : "a number";
    }

    private static Failure invalid(MetadataField field, String expected) {
        return KnowledgeError.INVALID_METADATA.field(field.name, "type", "The value of '%s' must be %s", field.name, expected);
    }

    private void lockDocument(Viewer viewer, UUID datasetId, UUID documentId) {
        int found = Panache.getEntityManager().createQuery("""
                update Document d set d.updatedAt = :now
                where d.tenantId = :tenant and d.datasetId = :dataset and d.id = :document""")
                .setParameter("now", clock.instant())
                .setParameter("tenant", viewer.tenantId()).setParameter("dataset", datasetId).setParameter("document", documentId)
                .executeUpdate();
        if (found == 0) {
            throw KnowledgeError.DOCUMENT_NOT_FOUND.because("Document not found");
        }
    }

    private FieldView stored(Viewer viewer, MetadataField field) {
        field.updatedBy = viewer.accountId();
        field.updatedAt = clock.instant();
        try {
            field.persistAndFlush();
        } catch (PersistenceException fault) {
            throw SqlFaults.isDuplicate(fault)
                    ? CommonError.INVALID_PARAM.field("name", "unique", "A metadata field named '%s' exists already", field.name)
                    : fault;
        }
        return FieldView.of(field);
    }

    private static CountedField counted(MetadataField field, long count) {
        return new CountedField(field.id, field.name, field.type, count);
    }

    private static MetadataField owned(Viewer viewer, UUID datasetId, UUID fieldId) {
        return MetadataField.findOwned(viewer.tenantId(), datasetId, fieldId)
                .orElseThrow(() -> KnowledgeError.METADATA_NOT_FOUND.because("Metadata field not found"));
    }

    private static String checkedName(String name) {
        String stripped = Parameters.text("name", name, MAX_NAME_LENGTH);
        if (BuiltInField.isNamed(stripped)) {
            throw CommonError.INVALID_PARAM.field("name", "unique", "'%s' is the name of a built-in field", stripped);
        }
        return stripped;
    }
}
