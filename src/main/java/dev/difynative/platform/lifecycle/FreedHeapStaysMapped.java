package dev.difynative.platform.lifecycle;

import org.graalvm.word.UnsignedWord;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * Between collections the binary keeps as much memory mapped as new objects may fill. The policy after HotSpot's serial collector
 * ({@code Proportionate}) does not take the samples that the common rule multiplies this with, so that it gave back all of it after
 * each collection, and a quarter of the processor time went into mapping it anew (docs/adr/0011). {@link IdleMemory} gives it back
 * when nobody needs it.
 */
@TargetClass(className = "com.oracle.svm.core.genscavenge.AbstractCollectionPolicy")
final class FreedHeapStaysMapped {

    @Alias private UnsignedWord edenSize;

    @Alias private UnsignedWord survivorSize;

    private FreedHeapStaysMapped() {}

    /** Survivors are moved from one space of this size to another. */
    @Substitute
    UnsignedWord getMaximumFreeAlignedChunksSize() { return edenSize.add(survivorSize).add(survivorSize); }
}
