using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Nuke.Common.IO;

/// <summary>A rooted, normalised path: <c>RootDirectory / "src" / "Bot.csproj"</c>.</summary>
[DebuggerDisplay("{ToString()}")]
[TypeConverter(typeof(PathTypeConverter))]
public sealed class AbsolutePath : IEquatable<AbsolutePath>, IFormattable
{
    private readonly string _path;

    private AbsolutePath(string path) => _path = Normalized(path);

    /// <summary>Last part of the path.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>Last part without its extension.</summary>
    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(_path);

    /// <summary>Extension with its dot, or empty.</summary>
    public string Extension => Path.GetExtension(_path);

    /// <summary>The directory above, or <see langword="null"/> at the root.</summary>
    public AbsolutePath? Parent => Path.GetDirectoryName(_path) is { } parent ? new AbsolutePath(parent) : null;

    /// <summary>Makes a path of a rooted string.</summary>
    /// <exception cref="ArgumentException">The path is not rooted.</exception>
    public static AbsolutePath Create(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path.IsPathFullyQualified(path) ? new AbsolutePath(path) : throw new ArgumentException($"Path '{path}' must be rooted");
    }

    /// <summary>A rooted path as it is, any other below a base directory.</summary>
    internal static AbsolutePath From(string path, string baseDirectory) => new(Path.Combine(baseDirectory, path));

    /// <summary>Makes a path of a rooted string; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator AbsolutePath?(string? path) => path is null ? null : Create(path);

    /// <summary>The path as a string; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator string?(AbsolutePath? path) => path?._path;

    /// <summary>A path below this one.</summary>
    public static AbsolutePath operator /(AbsolutePath left, string? right) => new(Path.Combine(NotNull(left)._path, right ?? ""));

    /// <summary>The directory above: <c>path / ..</c>.</summary>
    public static AbsolutePath operator /(AbsolutePath left, Range range)
    {
        if (!range.Equals(Range.All))
            throw new ArgumentException("Only '..' goes up: path / ..");
        return NotNull(left).Parent ?? left;
    }

    /// <summary>Text appended to the last part.</summary>
    public static AbsolutePath operator +(AbsolutePath left, string? right) => new(NotNull(left)._path + right);

    /// <summary>Whether two paths are the same.</summary>
    public static bool operator ==(AbsolutePath? left, AbsolutePath? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two paths differ.</summary>
    public static bool operator !=(AbsolutePath? left, AbsolutePath? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(AbsolutePath? other) => other is not null && string.Equals(_path, other._path, Comparison);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AbsolutePath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _path.GetHashCode(Comparison);

    /// <inheritdoc/>
    public override string ToString() => _path;

    /// <summary>The path in quotes: <c>d</c> double, <c>dn</c> double if needed, <c>s</c> single, <c>sn</c> single if needed, <c>nq</c> none.</summary>
    /// <param name="format">The format.</param>
    public string ToString(string? format) => ToString(format, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => format switch
    {
        "d" => $"\"{_path}\"",
        "s" => $"'{_path}'",
        "dn" => _path.Contains(' ') ? $"\"{_path}\"" : _path,
        "sn" => _path.Contains(' ') ? $"'{_path}'" : _path,
        null or "" or "nq" => _path,
        _ => throw new FormatException($"Format '{format}' is not known"),
    };

    private static StringComparison Comparison => OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static AbsolutePath NotNull(AbsolutePath path) => path ?? throw new ArgumentNullException(nameof(path));

    private static string Normalized(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private sealed class PathTypeConverter : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
            value is string path ? From(path, Environment.CurrentDirectory) : base.ConvertFrom(context, culture, value);
    }
}
