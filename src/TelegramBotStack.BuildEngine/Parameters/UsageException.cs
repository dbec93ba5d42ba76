namespace Nuke.Common.Parameters;

/// <summary>What the user gave is wrong: an unknown name, a value of the wrong type, a missing file. Ends the build with exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
