namespace Nuke.Common.Targets;

/// <summary>The build class itself is wrong: a cycle, an ambiguous name, a dependency that does not exist.</summary>
internal sealed class BuildDefinitionException(string message) : Exception(message);
