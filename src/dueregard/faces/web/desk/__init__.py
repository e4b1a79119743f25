"""The surface for whoever handles: queue, record, decisions. Nothing identifying until a deliberate second step."""
