"""Dossier: from Excel intake forms to the legal documents of an AI system under the EU AI Act."""

__version__ = "0.1.0"
