package dev.difynative.api.console.models;

import java.util.List;

/** A list that comes whole. */
public record DataList<T>(List<T> data) {}
