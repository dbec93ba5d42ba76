namespace Nuke.Common;

/// <summary>A target: a function that describes what it depends on and what it does.</summary>
/// <param name="definition">The definition to extend.</param>
/// <returns>The extended definition.</returns>
public delegate ITargetDefinition Target(ITargetDefinition definition);

/// <summary>The first half of a context: runs before every target that calls <see cref="ITargetDefinition.DependsOnContext{T}"/>.</summary>
/// <param name="definition">The definition to extend.</param>
/// <returns>The extended definition.</returns>
public delegate ITargetDefinition Setup(ITargetDefinition definition);

/// <summary>The second half of a context: runs after its targets, also when one of them failed.</summary>
/// <param name="definition">The definition to extend.</param>
/// <returns>The extended definition.</returns>
public delegate ITargetDefinition Cleanup(ITargetDefinition definition);
