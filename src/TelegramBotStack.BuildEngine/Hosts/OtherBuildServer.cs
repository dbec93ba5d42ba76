namespace Nuke.Common.CI;

/// <summary>A build server that needs no output of its own.</summary>
internal sealed class OtherBuildServer(string name) : Host, IBuildServer
{
    public override string Name => name;
    public string? Branch => null;
    public string? Commit => null;
}
