package dev.difynative.apps.annotation;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.platform.csv.CsvReader;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.instance.InstanceRegistry;

/** Takes annotations in from files. */
@ApplicationScoped
public class AnnotationImports {
    private final AnnotationService annotations;
    private final InstanceRegistry instances;
    private final Clock clock;

    AnnotationImports(AnnotationService annotations, InstanceRegistry instances, Clock clock) {
        this.annotations = annotations;
        this.instances = instances;
        this.clock = clock;
    }

    /** Adds a question and its answer for each row but the first, which names the columns; all of them or none. */
    @Transactional
    public ImportView read(UUID tenantId, UUID appId, UUID accountId, byte[] csv) {
        List<List<String>> rows = CsvReader.read(csv);
        if (rows.size() < 2) {
            throw CommonError.INVALID_PARAM.field("file", "required", "The file has no annotations below its heading");
        }
        int count = annotations.addAll(tenantId, appId, accountId,
                rows.stream().skip(1).map(AnnotationImports::annotation).toList());
        // It is done already; the job is there for those who ask about it.
        AnnotationJob job = new AnnotationJob();
        job.tenantId = tenantId;
        job.appId = appId;
        job.action = AnnotationReplies.Action.IMPORT.wire();
        job.status = AnnotationJob.COMPLETED;
        job.instanceId = instances.id();
        job.createdAt = clock.instant();
        job.persist();
        return new ImportView(job.id, job.status, count);
    }

    private static SaveAnnotation annotation(List<String> row) {
        if (row.size() < 2) {
            throw CommonError.INVALID_PARAM.field("file", "format", "Each row must have a question and an answer");
        }
        return new SaveAnnotation(row.get(0), row.get(1), null, null);
    }
}
