package dev.difynative.platform.paging;

import java.util.List;
import java.util.function.Function;

/** One numbered page of a list; {@code page} counts from 1. */
public record Page<T>(List<T> data, long total, int page, int limit, boolean hasMore) {

    public static <T> Page<T> of(List<T> data, long total, PageRequest request) {
        return new Page<>(data, total, request.page(), request.limit(), (long) request.page() * request.limit() < total);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(data.stream().<R>map(mapping).toList(), total, page, limit, hasMore);
    }
}
