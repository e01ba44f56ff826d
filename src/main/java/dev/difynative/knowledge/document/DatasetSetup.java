package dev.difynative.knowledge.document;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.CreateDataset;
import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.DatasetDetail;
import dev.difynative.knowledge.DatasetService;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.Viewer;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.persistence.Ids;

/** Makes datasets and documents of files that were uploaded before. */
@ApplicationScoped
public class DatasetSetup {
    private static final int MAX_FILES = 20;
    private static final int NAME_LENGTH = 18;

    private final DatasetService datasets;
    private final DatasetAccess access;
    private final DocumentIntake intake;
    private final UploadFiles files;
    private final ObjectMapper json;

    /** Which files, and how they are to be taken in; consoles name the files in one of two places. */
    public record UploadedDocuments(Source dataSource, InfoList infoList, String indexingTechnique, String docForm,
            String docLanguage, JsonNode processRule, JsonNode retrievalModel, String embeddingModelProvider,
            String embeddingModel, Boolean duplicate, String datasetId, String permission, String name) {

        public record Source(InfoList infoList) {}

        public record InfoList(String dataSourceType, FileInfoList fileInfoList) {}

        public record FileInfoList(List<String> fileIds) {}

        DocumentSettings settings() {
            return new DocumentSettings(null, null, indexingTechnique, docForm, docLanguage, processRule, retrievalModel,
                    embeddingModelProvider, embeddingModel, null, duplicate);
        }

        List<UUID> fileIds() {
            InfoList list = infoList != null ? infoList : dataSource == null ? null : dataSource.infoList();
            if (list == null || list.dataSourceType() == null) {
                throw Parameters.missing("data_source");
            }
            switch (list.dataSourceType()) {
                case "upload_file" -> {
                }
                case "notion_import", "website_crawl" -> throw KnowledgeError.SOURCE_UNSUPPORTED.field("data_source_type",
                        "unsupported", "%s is not supported yet: upload files", list.dataSourceType());
                default -> throw CommonError.INVALID_PARAM.field("data_source_type", "enum",
                        "Parameter 'data_source_type' must be upload_file");
            }
            List<String> ids = list.fileInfoList() == null ? null : list.fileInfoList().fileIds();
            if (ids == null || ids.isEmpty() || ids.size() > MAX_FILES) {
                throw CommonError.INVALID_PARAM.field("file_ids", "length", "Parameter 'file_ids' must name 1 to %d files",
                        MAX_FILES);
            }
            return ids.stream().map(id -> Ids.parse(id, CommonError.NOT_FOUND, "File")).distinct().toList();
        }
    }

    /** A dataset that was made of files, and its documents. */
    public record SetUp(DatasetDetail dataset, AddedDocuments added) {}

    DatasetSetup(DatasetService datasets, DatasetAccess access, DocumentIntake intake, UploadFiles files, ObjectMapper json) {
        this.datasets = datasets;
        this.access = access;
        this.intake = intake;
        this.files = files;
        this.json = json;
    }

    /** Makes a dataset named after its first file; nothing of it is left when the files are refused. */
    @Transactional
    public SetUp init(Viewer viewer, UploadedDocuments command) {
        List<UUID> fileIds = command.fileIds();
        String name = command.name() == null ? nameAfter(viewer, fileIds.getFirst()) : command.name();
        DatasetDetail dataset = datasets.create(viewer, new CreateDataset(name, null, command.indexingTechnique(),
                command.permission(), null, command.embeddingModelProvider(), command.embeddingModel(), command.retrievalModel(),
                null, null, null, null));
        AddedDocuments added = intake.addUploaded(viewer, dataset.id(), fileIds, command.settings());
        return new SetUp(datasets.get(viewer, dataset.id()), added);
    }

    public SetUp add(Viewer viewer, UUID datasetId, UploadedDocuments command) {
        AddedDocuments added = intake.addUploaded(viewer, datasetId, command.fileIds(), command.settings());
        return new SetUp(datasets.get(viewer, datasetId), added);
    }

    /** The rule by which a document was, or will be, read. */
    @Transactional
    public RuleView ruleOf(Viewer viewer, UUID documentId) {
        Document document = Document.findOfTenant(viewer.tenantId(), documentId).orElseThrow(DocumentViews::notFound);
        access.require(viewer, document.datasetId);
        try {
            JsonNode rule = json.readTree(document.processRule);
            return RuleView.of(rule.path("mode").asText(),
                    rule.path("rules").isMissingNode() ? "null" : rule.path("rules").toString());
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The process rule of document " + documentId + " is no JSON", unreadable);
        }
    }

    private String nameAfter(Viewer viewer, UUID fileId) {
        String fileName = files.findAll(viewer.tenantId(), List.of(fileId)).stream().findFirst()
                .orElseThrow(DatasetSetup::fileNotFound).name();
        String start = fileName.length() <= NAME_LENGTH
                ? fileName
                : fileName.substring(0, fileName.offsetByCodePoints(0, Math.min(NAME_LENGTH,
                        fileName.codePointCount(0, fileName.length()))));
        return datasets.freeName(viewer, start + "...");
    }

    private static Failure fileNotFound() { return CommonError.NOT_FOUND.because("File not found"); }
}
