"""An Airflow DAG that makes one pass over the feeds every hour. Copy it into your DAGs folder."""

from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    dag_id="dateline",
    description="Events from news feeds",
    schedule=timedelta(hours=1),
    start_date=datetime(2026, 1, 1),
    catchup=False,  # a feed shows what it shows today: the past cannot be polled
    max_active_runs=1,  # a warehouse has one job
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
) as dag:
    BashOperator(
        task_id="run",
        bash_command="/opt/dateline/.venv/bin/dateline run --config /etc/dateline/dateline.toml",
        cwd="/var/lib/dateline",
        skip_on_exit_code=75,  # another job has the warehouse: nothing is wrong
    )
