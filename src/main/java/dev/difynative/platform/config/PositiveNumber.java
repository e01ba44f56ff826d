package dev.difynative.platform.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a setting that must be at least 1; another value keeps the service from starting, with the setting named. */
public class PositiveNumber implements Converter<Integer> {
    @Override
    public Integer convert(String value) {
        int number = Integer.parseInt(value.strip());
        if (number < 1) {
            throw new IllegalArgumentException(number + " is not at least 1");
        }
        return number;
    }
}
