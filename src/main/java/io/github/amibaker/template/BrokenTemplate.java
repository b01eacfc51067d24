package io.github.amibaker.template;

import io.github.amibaker.advice.Fault;

/** A template that cannot be rendered, and what to do about it. */
final class BrokenTemplate extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    BrokenTemplate(Fault fault, Throwable cause) {
        super(fault.what(), cause);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
