namespace Nuke.Common.Execution;

/// <summary>A person's terminal, or anything that is not known to be a build server.</summary>
public class Terminal : Host;
