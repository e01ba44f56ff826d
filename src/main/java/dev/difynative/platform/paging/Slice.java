package dev.difynative.platform.paging;

import java.util.List;
import java.util.function.Function;

/** A piece of a list read by cursor: the items after (or before) a given id. */
public record Slice<T>(List<T> data, boolean hasMore, int limit) {

    /** Makes a slice of rows fetched with {@code limit + 1}: the surplus row only says that there is more. */
    public static <T> Slice<T> ofSurplus(List<T> rows, int limit) {
        return rows.size() > limit
                ? new Slice<>(List.copyOf(rows.subList(0, limit)), true, limit)
                : new Slice<>(rows, false, limit);
    }

    public <R> Slice<R> map(Function<? super T, ? extends R> mapping) {
        return new Slice<>(data.stream().<R>map(mapping).toList(), hasMore, limit);
    }
}
