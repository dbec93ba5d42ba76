namespace Nuke.Common.IO;

/// <summary>A path that is not rooted.</summary>
public sealed class RelativePath
{
    private readonly string _path;

    internal RelativePath(string path) => _path = path;

    /// <summary>Makes a path of a string that is not rooted.</summary>
    public static explicit operator RelativePath?(string? path) => path is null ? null
        : Path.IsPathRooted(path) ? throw new ArgumentException($"Path '{path}' must not be rooted") : new RelativePath(path);

    /// <summary>The path as a string; null stays null.</summary>
    public static implicit operator string?(RelativePath? path) => path?._path;

    /// <summary>A path below this one.</summary>
    public static RelativePath operator /(RelativePath left, string? right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return new RelativePath(Path.Combine(left._path, right ?? ""));
    }

    /// <inheritdoc/>
    public override string ToString() => _path;
}
