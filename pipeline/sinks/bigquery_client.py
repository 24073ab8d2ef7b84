"""Google's clients for BigQuery, with what Dateline asks of them; the extra `gcp` installs them.

With BIGQUERY_EMULATOR_HOST (and for appends BIGQUERY_EMULATOR_GRPC_HOST) set, an emulator is asked, without
credentials.
"""

import datetime
import io
import json
import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .errors import BadWarehouse, BusyWarehouse

APPEND_ROWS = 500
"""Rows of one append; a request holds at most 10 MB."""
STAGING_HOURS = 48
"""A staging table that nobody dropped is gone after so long."""
PARAMETERS = {int: "INT64", datetime.datetime: "TIMESTAMP"}
"""Type of a query's parameter -> BigQuery's; STRING for any other."""
MOST_ATTEMPTS = 5
"""A job that failed keeps its id; the next attempt has another."""


class Client:
    """One data set of one project."""

    def __init__(self, project: str, dataset: str) -> None:
        self.project = project
        self.dataset = dataset

    @cached_property
    def client(self) -> Any:
        """Google's client; made at first use.

        Raises:
            BadWarehouse: it is not installed, or there are no credentials.
        """
        try:
            from google.api_core.client_options import ClientOptions
            from google.auth.credentials import AnonymousCredentials
            from google.auth.exceptions import DefaultCredentialsError
            from google.cloud import bigquery
        except ImportError:
            raise BadWarehouse("BigQuery needs more: pip install 'dateline[gcp]'.") from None
        emulator = os.environ.get("BIGQUERY_EMULATOR_HOST")
        try:
            if emulator:
                return bigquery.Client(
                    project=self.project,
                    credentials=AnonymousCredentials(),  # type: ignore[no-untyped-call]
                    client_options=ClientOptions(api_endpoint=emulator),
                )
            return bigquery.Client(project=self.project)
        except DefaultCredentialsError as error:
            raise BadWarehouse(f"There are no credentials for BigQuery: {error}") from None

    def make_dataset(self) -> dict[str, str]:
        """Make the data set, if it is not there; return its labels."""
        self.client.create_dataset(self.dataset, exists_ok=True)
        return dict(self.client.get_dataset(self.dataset).labels)

    def label_dataset(self, name: str, value: str) -> None:
        """Set a label of the data set."""
        found = self.client.get_dataset(self.dataset)
        found.labels = {**found.labels, name: value}
        self.client.update_dataset(found, ["labels"])

    def make_table(self, resource: dict[str, Any]) -> None:
        """Make a table, or add the columns it lacks."""
        from google.api_core.exceptions import Conflict

        table = self._table(resource, resource["tableReference"]["tableId"])
        try:
            self.client.create_table(table)
        except Conflict:
            present = self.client.get_table(table.reference)
            known = {field.name for field in present.schema}
            missing = [field for field in table.schema if field.name not in known]
            if missing:
                present.schema = [*present.schema, *map(_nullable, missing)]
                self.client.update_table(present, ["schema"])

    def make_staging_table(self, resource: dict[str, Any], name: str) -> None:
        """Make an empty table with the columns of another, that goes by itself after some days."""
        plain = {part: resource[part] for part in ("tableReference", "schema")}
        table = self._table(plain, name)
        table.expires = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=STAGING_HOURS)
        self.client.create_table(table, exists_ok=True)

    def drop(self, name: str) -> None:
        """Drop a table."""
        self.client.delete_table(f"{self.dataset}.{name}", not_found_ok=True)

    def load(self, data: pa.Table, name: str, *, job_id: str | None) -> None:
        """Fill a table by a load job; one with the same id that was submitted before is waited for instead."""
        from google.cloud import bigquery

        if not data.num_rows:
            return
        buffer = io.BytesIO()
        pq.write_table(data, buffer, compression="snappy")
        options = bigquery.ParquetOptions()  # type: ignore[no-untyped-call]
        options.enable_list_inference = True
        config = bigquery.LoadJobConfig(
            source_format=bigquery.SourceFormat.PARQUET,
            write_disposition=bigquery.WriteDisposition.WRITE_TRUNCATE_DATA,
            parquet_options=options,
        )

        def submit(attempt_id: str | None) -> Any:
            buffer.seek(0)
            return self.client.load_table_from_file(
                buffer, f"{self.dataset}.{name}", job_id=attempt_id, job_config=config, rewind=True
            )

        self._once(submit, job_id)

    def _once(self, submit: Any, job_id: str | None) -> None:
        """Submit a job under its id and wait; a failed one is tried again under the next."""
        from google.api_core.exceptions import Conflict, GoogleAPICallError

        for attempt in range(1, MOST_ATTEMPTS + 1):
            attempt_id = job_id and f"{job_id}_{attempt}"
            try:
                job = submit(attempt_id)
            except Conflict:
                job = self.client.get_job(attempt_id)
            try:
                job.result()
            except GoogleAPICallError as error:
                if attempt == MOST_ATTEMPTS or not job_id:
                    raise BusyWarehouse(f"BigQuery did not take the rows: {error.message}") from error
            else:
                return

    def append(self, data: pa.Table, name: str, ledger: Path) -> None:
        """Append rows to a table by the Storage Write API, each at its offset; what was appended before is refused.

        Args:
            data: The rows, in an order that is the same at each attempt.
            name: The table.
            ledger: File that remembers the stream between attempts.
        """
        from google.api_core.exceptions import AlreadyExists
        from google.cloud.bigquery_storage_v1 import types

        if not data.num_rows:
            return
        writer = self._writer()
        parent = writer.table_path(*self.dataset.rsplit(".", 1), name)
        if not ledger.exists():
            stream = types.WriteStream(type_=types.WriteStream.Type.COMMITTED)
            made = writer.create_write_stream(parent=parent, write_stream=stream)
            ledger.write_text(json.dumps({"stream": made.name}), "utf-8")
        stream_name = json.loads(ledger.read_text("utf-8"))["stream"]
        for request in _requests(data, stream_name, types):
            try:
                for answer in writer.append_rows(iter([request])):
                    if answer.error.code and answer.error.code != ALREADY_EXISTS:
                        raise BusyWarehouse(f"BigQuery did not take the rows: {answer.error.message}")
            except AlreadyExists:
                continue

    def _writer(self) -> Any:
        from google.cloud import bigquery_storage_v1

        host = os.environ.get("BIGQUERY_EMULATOR_GRPC_HOST")
        if not host:
            return bigquery_storage_v1.BigQueryWriteClient()  # type: ignore[no-untyped-call]
        import grpc  # type: ignore[import-untyped]
        from google.cloud.bigquery_storage_v1.services.big_query_write.transports import BigQueryWriteGrpcTransport

        return bigquery_storage_v1.BigQueryWriteClient(  # type: ignore[no-untyped-call]
            transport=BigQueryWriteGrpcTransport(channel=grpc.insecure_channel(host))
        )

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """Answer a query; `?` stands for a text, a whole number, a time or a list of texts."""
        from google.api_core.exceptions import GoogleAPICallError
        from google.cloud import bigquery

        given = [
            bigquery.ArrayQueryParameter(f"p{number}", "STRING", value)
            if isinstance(value, list)
            else bigquery.ScalarQueryParameter(f"p{number}", PARAMETERS.get(type(value), "STRING"), value)
            for number, value in enumerate(parameters)
        ]
        for number in range(len(parameters)):
            sql = sql.replace("?", f"@p{number}", 1)
        config = bigquery.QueryJobConfig(default_dataset=self.dataset, query_parameters=given)
        try:
            rows = self.client.query(sql, job_config=config).result()
            return rows.to_arrow(create_bqstorage_client=False)
        except GoogleAPICallError as error:
            raise BadWarehouse(f"BigQuery refused: {said(error)}") from error

    def run_script(self, script: str) -> None:
        """Run statements as one job."""
        self.query(script)

    def _table(self, resource: dict[str, Any], name: str) -> Any:
        from google.cloud import bigquery

        project, dataset = self.dataset.rsplit(".", 1)
        reference = {"projectId": project, "datasetId": dataset, "tableId": name}
        return bigquery.Table.from_api_repr(resource | {"tableReference": reference})


ALREADY_EXISTS = 6
"""Code of google.rpc: these rows are there."""


def said(error: Any) -> str:
    """Return what BigQuery says is wrong, without the request and the job it was said of."""
    text = str(error.message).strip().partition("\n\n")[0]
    return text.partition("prettyPrint=false: ")[2] or text


def _requests(data: pa.Table, stream: str, types: Any) -> Iterator[Any]:
    """Yield the appends of a table, each with its offset."""
    schema = types.ArrowSchema(serialized_schema=data.schema.remove_metadata().serialize().to_pybytes())
    for offset in range(0, data.num_rows, APPEND_ROWS):
        [batch] = data.slice(offset, APPEND_ROWS).combine_chunks().to_batches()
        request = types.AppendRowsRequest(write_stream=stream, offset=offset)
        request.arrow_rows = types.AppendRowsRequest.ArrowData(
            writer_schema=schema, rows=types.ArrowRecordBatch(serialized_record_batch=batch.serialize().to_pybytes())
        )
        yield request


def _nullable(field: Any) -> Any:
    """Return a column as it can be added to a table that has rows."""
    from google.cloud import bigquery

    described = field.to_api_repr()
    if described.get("mode") == "REQUIRED":
        described["mode"] = "NULLABLE"
    return bigquery.SchemaField.from_api_repr(described)
