namespace Nuke.Common.CI;

/// <summary>A file of a build server that is written from the build class.</summary>
public abstract class ConfigurationAttributeBase : Attribute
{
    /// <summary>Whether local runs keep the file up to date. Default <see langword="true"/>.</summary>
    public bool AutoGenerate { get; set; } = true;
}
