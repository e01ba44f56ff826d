/**
 * Datasets, their documents and segments. The sub-packages {@code document}, {@code segment}, {@code metadata} and
 * {@code external} keep one kind of thing each; {@code settings} says how documents are split and datasets searched;
 * {@code ingest} turns files into segments, {@code index} makes segments findable, {@code retrieval} finds them.
 *
 * <p>
 * Whoever works on many rows at once (ingest, index, retrieval) reads and writes the tables by JDBC; the entities serve single
 * edits. How the tables are to be used is written in the migration that makes them; where the packages meet is
 * {@link dev.difynative.knowledge.DatasetDirectory}, {@link dev.difynative.knowledge.DocumentsQueued},
 * {@link dev.difynative.knowledge.index.SegmentIndexer}, {@link dev.difynative.knowledge.index.SegmentIndex} and
 * {@link dev.difynative.knowledge.settings.ChunkPreview}.
 */
package dev.difynative.knowledge;
