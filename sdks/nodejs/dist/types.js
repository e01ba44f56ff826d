"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.asInput = asInput;
/** Puts an uploaded file into a question. */
function asInput(file, type) {
    return { type, transfer_method: 'local_file', upload_file_id: file.id };
}
