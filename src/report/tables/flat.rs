//! A flat table and its two file formats. Knows columns, not what they mean.
//!
//! The same table gives the same bytes, whenever and wherever it is written: no time and no host enters.

use crate::report::error::{ReportError, write_file};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use std::path::Path;
use std::sync::Arc;

/// A column of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Small whole numbers.
    Int32(Vec<i32>),
    /// Large whole numbers.
    Int64(Vec<i64>),
    /// Numbers; NaN is written as *missing*.
    Double(Vec<f64>),
    /// Words.
    Text(Vec<String>),
}

/// Named columns of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name (snake_case, unit last) and content.
    pub columns: Vec<(String, Column)>,
}

impl Column {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Int32(values) => values.len(),
            Self::Int64(values) => values.len(),
            Self::Double(values) => values.len(),
            Self::Text(values) => values.len(),
        }
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn cell(&self, row: usize) -> String {
        match self {
            Self::Int32(values) => values[row].to_string(),
            Self::Int64(values) => values[row].to_string(),
            Self::Double(values) if values[row].is_nan() => String::new(),
            Self::Double(values) => values[row].to_string(),
            Self::Text(values) => values[row].clone(),
        }
    }

    fn schema(&self, name: &str) -> Result<TypePtr, ParquetError> {
        let builder = match self {
            Self::Int32(_) => Type::primitive_type_builder(name, Physical::INT32),
            Self::Int64(_) => Type::primitive_type_builder(name, Physical::INT64),
            Self::Double(_) => Type::primitive_type_builder(name, Physical::DOUBLE),
            Self::Text(_) => Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_converted_type(ConvertedType::UTF8)
                .with_logical_type(Some(LogicalType::String)),
        };
        let may_be_missing = matches!(self, Self::Double(_));
        let repetition = if may_be_missing { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        Ok(Arc::new(builder.with_repetition(repetition).build()?))
    }

    fn write(&self, writer: &mut SerializedColumnWriter) -> Result<(), ParquetError> {
        match self {
            Self::Int32(values) => writer.typed::<Int32Type>().write_batch(values, None, None)?,
            Self::Int64(values) => writer.typed::<Int64Type>().write_batch(values, None, None)?,
            Self::Double(values) => {
                let present: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
                let levels: Vec<i16> = values.iter().map(|value| i16::from(!value.is_nan())).collect();
                writer.typed::<DoubleType>().write_batch(&present, Some(&levels), None)?
            }
            Self::Text(values) => {
                let bytes: Vec<ByteArray> = values.iter().map(|text| ByteArray::from(text.as_str())).collect();
                writer.typed::<ByteArrayType>().write_batch(&bytes, None, None)?
            }
        };
        Ok(())
    }
}

impl Table {
    /// Appends a column.
    pub fn push(&mut self, name: impl Into<String>, column: Column) {
        self.columns.push((name.into(), column));
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Comma-separated values with a heading; numbers in the shortest form that reads back to the same bits.
    ///
    /// # Errors
    /// When a row cannot be encoded.
    pub fn to_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|(name, _)| name))?;
        for row in 0..self.len() {
            writer.write_record(self.columns.iter().map(|(_, column)| column.cell(row)))?;
        }
        writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }

    /// Parquet with zstd, one row group, made by `creator`.
    ///
    /// # Errors
    /// When the columns do not fit together.
    pub fn to_parquet(&self, creator: &str) -> Result<Vec<u8>, ParquetError> {
        let fields = self.columns.iter().map(|(name, column)| column.schema(name)).collect::<Result<Vec<_>, _>>()?;
        let schema = Arc::new(Type::group_type_builder("table").with_fields(fields).build()?);
        let properties = WriterProperties::builder()
            .set_created_by(creator.to_string())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
        let mut group = writer.next_row_group()?;
        for (_, column) in &self.columns {
            let Some(mut column_writer) = group.next_column()? else { break };
            column.write(&mut column_writer)?;
            column_writer.close()?;
        }
        group.close()?;
        writer.into_inner()
    }

    /// Writes `NAME.parquet` and `NAME.csv` into `folder`.
    ///
    /// # Errors
    /// [`ReportError`], naming the file.
    pub fn write(&self, folder: &Path, name: &str, creator: &str) -> Result<(), ReportError> {
        let path = folder.join(format!("{name}.parquet"));
        write_file(&path, &self.to_parquet(creator).map_err(|error| failed(&path, &error))?)?;
        let path = folder.join(format!("{name}.csv"));
        write_file(&path, &self.to_csv().map_err(|error| failed(&path, &error))?)
    }
}

/// An error of a file format, with the file it struck.
pub(crate) fn failed(path: &Path, error: &dyn std::fmt::Display) -> ReportError {
    ReportError::Table { path: path.to_path_buf(), reason: error.to_string() }
}
