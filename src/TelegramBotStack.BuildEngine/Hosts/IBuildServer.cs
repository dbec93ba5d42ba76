namespace Nuke.Common.CI;

/// <summary>A host that builds without a person.</summary>
public interface IBuildServer
{
    /// <summary>Branch that is built, when known.</summary>
    string? Branch { get; }

    /// <summary>Commit that is built, when known.</summary>
    string? Commit { get; }
}
